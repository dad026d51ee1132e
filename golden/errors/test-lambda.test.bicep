module testDeployment '../../../main.bicep' = {
  name: 'x'
  params: {
    a: map(b, (1) => 2)
  }
}
