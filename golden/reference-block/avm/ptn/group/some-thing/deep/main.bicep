metadata name = 'Published child'
metadata description = 'Three levels are called after the second one.'
