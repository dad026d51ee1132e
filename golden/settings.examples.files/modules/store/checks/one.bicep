module it '../main.bicep' = {
  params: {
    storeName: 'checked'
    place: 'northeurope'
  }
}
