module testDeployment '../../../main.bicep' = {
  name: 'x'
  params: {
    name: 'x'
