metadata name = 'Parent'
metadata description = 'A parent with tests of its own.'

@description('Required. A.')
param a string
