metadata name = 'Not published'
metadata description = 'Without a version.json there is no such block.'
