metadata name = 'Child'
metadata description = 'A child with tests.'

@description('Required. B.')
param b string
