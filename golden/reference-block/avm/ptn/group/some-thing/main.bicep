metadata name = 'Published'
metadata description = 'The module is called in camel case of the second part.'
