metadata name = 'Storing'
metadata description = 'Puts things into the store.'

@description('What to store.')
param thing string

output thing string = thing
