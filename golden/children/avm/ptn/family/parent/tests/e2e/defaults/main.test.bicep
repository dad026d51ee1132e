targetScope = 'subscription'

metadata name = 'The parent'

param namePrefix string = '#_namePrefix_#'

module testDeployment '../../../main.bicep' = {
  name: '${uniqueString(deployment().name)}-test'
  params: {
    a: 'x'
  }
}
