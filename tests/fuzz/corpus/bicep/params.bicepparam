using 'main.bicep' with { a: 1 }
extends 'base.bicepparam'
extensionConfig k8s with { namespace: readEnvironmentVariable('N', '') }
param name = az.getSecret('a', 'b')
var s = $'''a ${1 + 2} $${x} '''
