metadata name = 'Relay Namespaces, basic'
metadata description = 'A variant of a module.'

resource namespace 'Microsoft.Relay/namespaces@2024-01-01' = {
  name: 'x'
}
