metadata name = 'Notes'
metadata description = 'Notes with other line breaks.'
