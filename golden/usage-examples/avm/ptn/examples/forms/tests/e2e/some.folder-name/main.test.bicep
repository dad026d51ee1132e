targetScope = 'subscription'


param namePrefix string = '#_namePrefix_#'

module testDeployment '../../../main.bicep' = {
  name: '${uniqueString(deployment().name)}-test'
  params: {
    name: 'x'
  }
}
