@description('Required. Name of the storage account.')
@maxLength(24)
param name string

@description('Conditional. Kind of the account. Required if it is not a general one.')
param kind string = 'StorageV2'

module blobs 'blobServices/main.bicep' = {
  name: 'blobs'
  params: { storageAccountName: account.name }
}

resource account 'Microsoft.Storage/storageAccounts@2021-09-01' = {
  name: name
  location: resourceGroup().location
  kind: kind
  sku: { name: 'Standard_LRS' }
}

@description('The name of the deployed storage account.')
output name string = account.name
