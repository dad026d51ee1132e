targetScope = 'subscription'

metadata name = 'Only what is required'
metadata description = 'A namespace of the tier `Standard` without hubs.'

@description('Optional. The resource group of the test.')
@maxLength(90)
param resourceGroupName string = 'dep-${namePrefix}-notificationhubs.namespaces-${serviceShort}-rg'

@description('Optional. Where to deploy.')
param resourceLocation string = deployment().location

@description('Optional. A short name of the test.')
param serviceShort string = 'nhnsmin'

@description('Optional. What the names of all resources begin with.')
param namePrefix string = '#_namePrefix_#'

resource resourceGroup 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: resourceGroupName
  location: resourceLocation
}

@batchSize(1)
module testDeployment '../../../main.bicep' = [
  for iteration in ['init', 'idem']: {
    scope: resourceGroup
    name: '${uniqueString(deployment().name, resourceLocation)}-test-${serviceShort}-${iteration}'
    params: {
      name: '${namePrefix}${serviceShort}001'
    }
  }
]
