metadata name = 'Parameters of a variable'

var common = {
  colour: 'red'
}

module testDeployment '../../../main.bicep' = {
  name: 'lamp-variable'
  params: common
}
