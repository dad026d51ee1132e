metadata name = 'Own functions'
metadata description = 'Functions for itself only.'
