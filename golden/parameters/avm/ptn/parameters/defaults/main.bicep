metadata name = 'Defaults'
metadata description = 'Default values of all kinds.'
