metadata name = 'Functions'
metadata description = 'Functions for others.'
