targetScope = 'subscription'
metadata name = 'Things'
extension kubernetes with {
  namespace: 'default'
} as k8s
import { a, b as c } from 'types.bicep'
import * as shared from 'br/public:avm/utl/types:0.1.0'
@description('Required. The name.')
@minLength(1)
param name string = 'x${a}-y'
param other resource 'Microsoft.Storage/storageAccounts@2025-01-01'
var text = '''
raw ${kept}
'''
var each = [for (item, i) in items: { key: item.?a ?? b![0], '${i}': !c }]
resource parent 'a/b@2025-01-01' existing = if (name == 'a' && 1 <= 2) {
  name: name
  resource child 'c' = [for x in [1, -2]: {
    ...spread
    value: x % 2 > 1 ? parent::child.id : sys.concat(a, (b) => b)
  }]
}
module m './m.bicep' = {
  params: {}
}
func f(a string, b int?) string => toLower(a)
assert ok = true != false
output o string[] = m.outputs.o
