metadata name = 'Bad'
metadata description = 'Nobody knows what it is called.'
