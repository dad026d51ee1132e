metadata name = 'Scope rg'
metadata description = 'One of the scopes.'

@description('Required. A.')
param a string
