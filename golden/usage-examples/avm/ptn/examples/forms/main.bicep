metadata name = 'Forms'
metadata description = 'One test, alone or in a loop, with and without metadata.'

@description('Required. A name.')
param name string

@description('Optional. A size.')
param size int = 1

@description('Optional. Settings.')
param settings object = {}

@description('Optional. A list.')
param list array = []
