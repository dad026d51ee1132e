metadata name = 'Scope rg'

module testDeployment '../../../rg-scope/main.bicep' = {
  name: 'x'
  params: {
    a: 'rg'
  }
}
