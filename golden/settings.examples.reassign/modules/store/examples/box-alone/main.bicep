module store '../../main.bicep' = {
  params: {
    name: 'store'
  }
}

module box '../../box/main.bicep' = {
  params: {
    name: 'box in a store'
  }
}
