targetScope = 'resourceGroup'

metadata name = 'Hub network'
metadata description = 'Deploys a hub network with its gateway.'

@description('Where everything is deployed.')
param location string = resourceGroup().location

@description('What the network is called.')
@minLength(3)
param networkName string

@description('Address ranges, from the first one on.')
param addressRanges string[] = [
  '10.0.0.0/16'
]

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: networkName
  location: location
  properties: {
    addressSpace: {
      addressPrefixes: addressRanges
    }
  }
}

@description('The resource ID of the network.')
output networkId string = network.id
