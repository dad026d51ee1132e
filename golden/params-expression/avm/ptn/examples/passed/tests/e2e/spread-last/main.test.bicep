metadata name = 'A spread behind others'

var common = {
  height: 12
}

module testDeployment '../../../main.bicep' = {
  name: 'lamp-last'
  params: {
    colour: 'red'
    ...common
  }
}
