metadata name = 'From Source'
metadata description = 'There is no main.json: everything is read from the source.'

import { ruleType, levelType as severityType } from 'modules/types.bicep'
import * as shared from 'modules/types.bicep'

@description('Required. The name.')
@minLength(3)
param name string

@description('Optional. The location.')
param location string = resourceGroup().location

@description('''Optional. A text over
  several lines, the second of which is indented.''')
param greeting string = 'Hello, ${name}!'

@description('Optional. The rules.')
param rules ruleType[]?

@description('Optional. How severe it is.')
param severity severityType = 'low'

@description('Optional. What is shared.')
param limits shared.limitType = {
  size: 1
}

@description('Optional. A plan of a resource.')
param tags resourceInput<'Microsoft.Storage/storageAccounts@2024-01-01'>.tags?

@description('Optional. The kind of account.')
@allowed([
  'StorageV2'
  'BlobStorage'
])
param kind string = name == 'blobs' ? 'BlobStorage' : 'StorageV2'

@description('Optional. Array of role assignments to create.')
param roleAssignments object[]?

@description('Required. One of two.')
param choice choiceType

var builtInRoleNames = {
  Reader: 'acdd72a7-3385-48ef-bd42-f606fba81ae7'
  'Owner of all': '8e3af657-a8ff-443c-a75c-2fe8c4bcb635'
}

resource account 'microsoft.storage/storageaccounts@2024-01-01' = {
  name: name
  location: location
  sku: {
    name: 'Standard_LRS'
  }
  kind: kind

  resource blobs 'blobServices' = {
    name: 'default'
  }
}

module account_lock 'modules/lock.bicep' = {
  name: 'lock'
}

@description('The name of the account.')
output name string = account.name

@description('The rules.')
output rules ruleType[] = rules ?? []

@export()
@discriminator('kind')
@description('One of two.')
type choiceType = firstType | secondType

@description('The first one.')
type firstType = {
  @description('Required. The kind.')
  kind: 'first'

  @description('Optional. A number.')
  number: (1 | 3 | 2)?
}

@description('The second one.')
type secondType = {
  @description('Required. The kind.')
  kind: 'second'

  @description('Optional. Anything else.')
  *: string
}

@export()
@description('Says hello.')
func greet(name string) string => 'Hello, ${name}!'
