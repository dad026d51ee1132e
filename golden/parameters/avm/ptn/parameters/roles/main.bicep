metadata name = 'Roles'
metadata description = 'Roles that can be given by name.'
