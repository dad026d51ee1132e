metadata name = 'Outputs'
metadata description = 'Outputs of all kinds.'
