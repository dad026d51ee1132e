metadata name = 'Yard'
metadata description = 'An open store.'

output size int = 3
