metadata name = 'Store'
metadata description = 'Keeps things.'

@description('What it is called.')
param name string

output called string = name
