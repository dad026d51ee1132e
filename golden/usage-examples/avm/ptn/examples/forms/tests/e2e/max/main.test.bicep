targetScope = 'subscription'

metadata name = 'All parameters'
metadata description = 'With everything.'

param serviceShort string = 'exmax'

param namePrefix string = '#_namePrefix_#'

module testDeployment '../../../main.bicep' = [
  for iteration in ['init', 'idem']: {
    name: '${uniqueString(deployment().name)}-test'
    params: {
      name: '${namePrefix}${serviceShort}001'
      size: 3
      settings: {
        b: 'two'
        a: true
      }
      list: [
        'z'
        'a'
      ]
    }
  }
]
