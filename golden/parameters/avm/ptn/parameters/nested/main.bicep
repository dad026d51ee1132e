metadata name = 'Nested types'
metadata description = 'Objects in arrays in objects.'
