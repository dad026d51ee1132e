metadata name = 'Old Module'
metadata description = 'A module with three banners.'
