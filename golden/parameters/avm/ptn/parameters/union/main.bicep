metadata name = 'Discriminated unions'
metadata description = 'One of several shapes.'
