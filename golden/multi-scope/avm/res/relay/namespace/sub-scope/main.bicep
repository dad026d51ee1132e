metadata name = 'Scope sub'
metadata description = 'One of the scopes.'

@description('Required. A.')
param a string
