@
module testDeployment '../../../main.bicep' = {
  name: 'x'
  params: {
    a: 1
  }
}
