metadata name = 'Storage Accounts'
metadata description = 'Our storage accounts.'

@description('Required. The name.')
param name string

@description('Optional. Whether we may count deployments.')
param enableTelemetry bool = true

resource account 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: name
  location: resourceGroup().location
  sku: { name: 'Standard_LRS' }
  kind: 'StorageV2'
  tags: { counted: string(enableTelemetry) }
}

@description('The resource ID.')
output resourceId string = account.id
