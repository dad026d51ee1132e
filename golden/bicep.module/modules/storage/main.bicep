metadata name = 'Storage account'
metadata description = 'A storage account with our defaults.'

@description('Name of the account.')
@minLength(3)
@maxLength(24)
param name string

@description('Where it is: `westeurope` | `northeurope`.')
param location string = resourceGroup().location

param sku skuType = 'Standard_LRS'

@description('Optional. Tags of all resources.')
param tags object?

@description('Network rules.')
param network networkType?

type skuType = 'Standard_LRS' | 'Standard_ZRS'
type networkType = {
  @description('Subnets that may reach it.')
  subnetIds: string[]
  defaultAction: 'Allow' | 'Deny'?
}

resource account 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: name
  location: location
  tags: tags
  sku: { name: sku }
  kind: 'StorageV2'
  properties: { networkAcls: { defaultAction: network.?defaultAction ?? 'Deny' } }
}

@description('Its resource ID.')
output id string = account.id
