metadata name = 'Defaults'
metadata description = 'What must be given.'

module testDeployment '../../../main.bicep' = {
  name: 'test'
  params: {
    name: 'ourstorage'
  }
}
