metadata name = 'Links'
metadata description = 'An old link of the same type and version.'
