metadata name = 'No outputs'
metadata description = 'Nothing comes out.'
