module it '../../main.bicep' = {
  params: {
    name: 'store'
  }
}
