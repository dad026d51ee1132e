metadata name = 'Parameters of a choice'

param isTall bool = true

module testDeployment '../../../main.bicep' = {
  name: 'lamp-choice'
  params: isTall
    ? {
        colour: 'red'
        height: 90
      }
    : {
        colour: 'green'
      }
}
