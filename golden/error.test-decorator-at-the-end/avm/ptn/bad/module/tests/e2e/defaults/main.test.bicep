targetScope = 'subscription'
@description('x')
