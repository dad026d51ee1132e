targetScope = 'managementGroup'

metadata description = 'Assigns a role in a management group.'

@description('The object ID of the user or group.')
param principalId string

output who string = principalId
