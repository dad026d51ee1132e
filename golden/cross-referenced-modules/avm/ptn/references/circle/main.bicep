metadata name = 'Circle'
metadata description = 'Sources that refer to each other.'

module other 'other.bicep' = {
  name: 'o'
}
