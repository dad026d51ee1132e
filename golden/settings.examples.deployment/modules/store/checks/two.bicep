module subject '../main.bicep' = {
  params: {
    storeName: 'checked'
    place: 'northeurope'
  }
}
