targetScope = 'subscription'

metadata name = 'Only what is required'

param serviceShort string = 'exmin'

param namePrefix string = '#_namePrefix_#'

module testDeployment '../../../main.bicep' = {
  name: '${uniqueString(deployment().name)}-test'
  params: {
    name: '${namePrefix}-${serviceShort}-x'
  }
}
