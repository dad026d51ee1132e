module it '../../main.bicep' = {
  params: {
    name: 'without a lid'
  }
}
