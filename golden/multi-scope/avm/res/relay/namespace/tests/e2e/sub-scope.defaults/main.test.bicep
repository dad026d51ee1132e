metadata name = 'Scope sub'

module testDeployment '../../../sub-scope/main.bicep' = {
  name: 'x'
  params: {
    a: 'sub'
  }
}
