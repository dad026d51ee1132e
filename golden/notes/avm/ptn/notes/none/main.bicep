metadata name = 'Notes'
metadata description = 'An old README without notes.'
