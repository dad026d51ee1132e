module testDeployment '../../../main.bicep' = {
  name: 'x'
  params: {
    a: [for x in : x]
  }
}
