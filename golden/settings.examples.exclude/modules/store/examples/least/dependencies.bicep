module it '../../main.bicep' = {
  params: {
    name: 'before'
  }
}
