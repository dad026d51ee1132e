metadata name = 'Landing zone'
metadata description = 'Deploys a landing zone from the modules.'

@description('What the network is called.')
param networkName string

module hub '../../modules/hubNetwork/hubNetwork.bicep' = {
  params: {
    networkName: networkName
  }
}
