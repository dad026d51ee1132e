metadata name = 'Old Module'
metadata description = 'A module with a file ORPHANED.md.'
