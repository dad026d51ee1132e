metadata name = 'x'

module testDeployment '../../../main.bicep' = {
  name: 'x'
  params: {
    name: = 'x'
    size: 1 2
  }
}
