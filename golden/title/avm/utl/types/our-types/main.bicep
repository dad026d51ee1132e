metadata name = 'Types'
metadata description = 'So is a utility.'
