metadata name = 'Notes'
metadata description = 'What people wrote stays.'
