metadata name = 'Child'
metadata description = 'A child.'
