metadata name = 'No parameters'
metadata description = 'A test without parameters.'
