metadata name = 'Limits'
metadata description = 'Allowed values, minimum and maximum.'
