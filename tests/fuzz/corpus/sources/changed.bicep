targetScope = 'subscription'
import { kindType } from 'types.bicep'
param name 'a' | 'b' = 'a'
@allowed([1, 2])
@minValue(1)
@secure()
param other int?
param hubs { kind: 'x', *: string }[]
module m 'br/public:avm/res/a/b:0.1.0' = { params: {} }
module n '../other.bicep' = { params: loadJsonContent('x.json') }
output name resource 'a/b@2024-01-01' = m
func f() string => 'a'
type hubType = kindType
//---
param p string = 'x'
module testDeployment '../../../main.bicep' = {
  params: { name: p, ...{ hubs: [] } }
}
