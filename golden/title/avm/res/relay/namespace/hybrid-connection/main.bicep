metadata name = 'Hybrid Connections'
metadata description = 'A child of a type that the catalog knows.'

resource connection 'Microsoft.Relay/namespaces/hybridConnections@2024-01-01' = {
  name: 'x/y'
}
