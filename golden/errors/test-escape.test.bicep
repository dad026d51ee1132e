module testDeployment '../../../main.bicep' = {
  name: 'x'
  params: {
    a: 'C:\path'
  }
}
