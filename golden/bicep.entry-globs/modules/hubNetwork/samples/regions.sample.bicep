module hubs '../hubNetwork-twoRegions.bicep' = {
  params: {
    firstRegion: 'westeurope'
  }
}
