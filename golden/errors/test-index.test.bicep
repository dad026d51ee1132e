module testDeployment '../../../main.bicep' = {
  name: 'x'
  params: {
    a: b[]
  }
}
