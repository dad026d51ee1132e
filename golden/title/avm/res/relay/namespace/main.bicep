metadata name = 'Relay Namespaces'
metadata description = 'A type that the catalog knows, spelled as the template spells it.'

resource namespace 'microsoft.relay/Namespaces@2024-01-01' = {
  name: 'x'
}
