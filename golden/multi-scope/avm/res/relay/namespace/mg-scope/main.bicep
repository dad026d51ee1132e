metadata name = 'Scope mg'
metadata description = 'One of the scopes.'

@description('Required. A.')
param a string
