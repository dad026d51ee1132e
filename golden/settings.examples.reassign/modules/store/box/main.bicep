metadata name = 'Box'
metadata description = 'Keeps one thing.'

@description('What it is called.')
param name string

output called string = name
