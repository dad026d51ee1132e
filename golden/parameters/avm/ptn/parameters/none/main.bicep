metadata name = 'No parameters'
metadata description = 'Nothing to say.'
