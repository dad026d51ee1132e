metadata name = 'Published resource'
metadata description = 'Its block names a resource module.'
