metadata name = 'Parameters of a function'

var common = {
  colour: 'red'
}

module testDeployment '../../../main.bicep' = {
  name: 'lamp-call'
  params: union(common, {
    height: 12
  })
}
