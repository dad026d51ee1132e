metadata name = 'Store'
metadata description = 'Keeps | things.'
metadata owner = 'Warehouse team'

@export()
@description('A shelf.')
type shelfType = {
  @description('How many fit.')
  places: int
}

@description('What the store is called.')
@minLength(3)
@maxLength(24)
param storeName string

@description('Required. Where it is.')
param place string

@description('How many shelves, at most | in all.')
param shelves int = 4

@description('Who may enter.')
param roleAssignments array = []

var builtInRoleNames = {
  Owner: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '8e3af657-a8ff-443c-a75c-2fe8c4bcb635')
}

var ourRoleNames = {
  Keeper: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'acdd72a7-3385-48ef-bd42-f606fba81ae7')
}

@export()
@description('The longest name.')
var longestName = 24

@export()
@description('Shortens a name.')
func shorten(name string, length int) string => substring(name, 0, length)

resource yard 'Microsoft.Resources/resourceGroups@2024-07-01' existing = {
  scope: subscription()
  name: 'yard'
}

resource store 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: storeName
  location: place
  kind: 'StorageV2'
  sku: {
    name: 'Standard_LRS'
  }
  tags: {
    shelves: string(shelves)
    roles: string(builtInRoleNames)
    ours: string(ourRoleNames)
    yard: yard.id
    by: string(roleAssignments)
  }
}

@description('The resource ID of the store.')
output storeId string = store.id
