metadata name = 'Policies'
metadata description = 'Assigns the policies of the platform.'

@description('Whether the policies are enforced.')
param enforced bool = true

module one 'parts/onePolicy.bicep' = {
  params: {
    enforced: enforced
  }
}
