metadata name = 'A spread before others'

var common = {
  height: 12
}

module testDeployment '../../../main.bicep' = {
  name: 'lamp-first'
  params: {
    ...common
    colour: 'red'
    tags: {
      room: 'kitchen'
    }
  }
}
