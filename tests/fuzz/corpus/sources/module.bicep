metadata name = 'Relay Namespaces'
metadata description = 'This module deploys a Relay Namespace.'

@description('Required. The name.')
@minLength(6)
param name string

@description('Optional. The hubs.')
@maxLength(4)
param hubs hubType[] = []

resource namespace 'Microsoft.Relay/namespaces@2024-01-01' = {
  name: name
}

@description('The name.')
output name string = namespace.name

@export()
type hubType = {
  @description('Required. The name of the hub.')
  name: string
}
//---
metadata name = 'All of it'
metadata description = 'Lines\nof it.'

module testDeployment '../../../main.bicep' = [for i in ['init', 'idem']: {
  params: {
    name: 'a${uniqueString(i)}'
    hubs: [
      { name: 'b', other: null, 'quoted-key': [true, -1, 1.5] }
      // a comment
      { name: nested.outputs.name, text: '''raw''' }
    ]
  }
}]
