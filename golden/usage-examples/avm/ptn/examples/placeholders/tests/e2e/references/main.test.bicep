targetScope = 'subscription'


param serviceShort string = 'exref'

param namePrefix string = '#_namePrefix_#'

module testDeployment '../../../main.bicep' = {
  name: '${uniqueString(deployment().name)}-test'
  params: {
    name: nested.outputs.name
    size: length(names)
    settings: {
      id: nested.outputs.ids[0]
      text: '${prefix}-${suffix}'
      location: location
      both: enabled ? 'a' : 'b'
      one: { id: nested.outputs.id }
      '${nested.outputs.key}': 1
      nothing: null
    }
    list: [
      nested.outputs.id
      'pre-${nested.outputs.id}'
      { only: 'literals' }
    ]
  }
}
