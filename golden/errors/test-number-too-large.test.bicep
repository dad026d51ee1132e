module testDeployment '../../../main.bicep' = {
  name: 'x'
  params: {
    a: 99999999999999999999
  }
}
