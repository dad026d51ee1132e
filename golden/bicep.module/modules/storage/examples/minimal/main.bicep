module storage '../../main.bicep' = {
  name: 'storage'
  params: {
    name: 'examplestorage'
    sku: 'Standard_ZRS'
  }
}
