metadata name = 'Harbor Cranes'
metadata description = 'This module deploys a Harbor Crane.'

@description('Required. The name.')
param name string
