metadata name = 'Scope mg'

module testDeployment '../../../mg-scope/main.bicep' = {
  name: 'x'
  params: {
    a: 'mg'
  }
}
