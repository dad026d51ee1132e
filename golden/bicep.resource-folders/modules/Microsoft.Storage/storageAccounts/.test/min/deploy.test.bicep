targetScope = 'subscription'

resource group 'Microsoft.Resources/resourceGroups@2021-04-01' = {
  name: 'test'
  location: deployment().location
}

module testDeployment '../../main.bicep' = {
  scope: group
  name: 'test'
  params: {
    name: 'onlythename'
  }
}
