metadata name = 'Hub networks of two regions'
metadata description = 'Deploys a hub network in each of two regions.'

@description('The first region.')
param firstRegion string

@description('The second region.')
param secondRegion string = 'northeurope'

module first 'hubNetworkName.bicep' = {
  params: {
    region: firstRegion
  }
}

module second 'hubNetworkName.bicep' = {
  params: {
    region: secondRegion
  }
}

output names string[] = [
  first.outputs.name
  second.outputs.name
]
