metadata name = 'The least that is needed'

module hub '../hubNetwork.bicep' = {
  params: {
    networkName: 'hub'
  }
}
