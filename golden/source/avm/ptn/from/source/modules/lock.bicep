resource lock 'Microsoft.Authorization/locks@2020-05-01' = {
  name: 'lock'
  properties: {
    level: 'CanNotDelete'
  }
}
