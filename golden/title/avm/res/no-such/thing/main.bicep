metadata name = 'Things'
metadata description = 'A type that the catalog does not know.'
