metadata name = 'Café'
metadata description = 'A module whose template an editor saved as UTF-16.'
