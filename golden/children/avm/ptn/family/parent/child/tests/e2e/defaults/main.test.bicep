targetScope = 'subscription'

metadata name = 'The child'

param namePrefix string = '#_namePrefix_#'

module testDeployment '../../../main.bicep' = {
  name: '${uniqueString(deployment().name)}-test'
  params: {
    b: 'x'
  }
}
