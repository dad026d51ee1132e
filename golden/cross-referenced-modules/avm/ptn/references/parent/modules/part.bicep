module again 'br/public:avm/res/maps/account:0.1.0' = {
  name: 'a'
}
