metadata name = 'Harbor Cranes'
metadata description = 'This module deploys a Harbor Crane.'

@description('Required. The name.')
param name string

@description('Optional. A.')
param aa string?

@description('Required. B.')
param bb string
