module back 'main.bicep' = {
  name: 'b'
}

module end 'br/public:avm/res/relay/namespace:0.1.0' = {
  name: 'e'
}
