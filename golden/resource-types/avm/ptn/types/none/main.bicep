metadata name = 'No types'
metadata description = 'Nothing is deployed.'
