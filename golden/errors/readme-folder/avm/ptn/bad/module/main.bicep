metadata name = 'Bad'
metadata description = 'Its README is a folder.'
