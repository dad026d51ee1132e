metadata description = 'Only what is needed.'

module store '../../main.bicep' = {
  params: {
    storeName: 'store'
    place: 'westeurope'
  }
}
