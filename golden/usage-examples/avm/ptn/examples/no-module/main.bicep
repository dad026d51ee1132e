metadata name = 'No module'
metadata description = 'A test that does not deploy the module is shown as it is.'

@description('Required. A name.')
param name string

@description('Optional. A size.')
param size int = 1

@description('Optional. Settings.')
param settings object = {}

@description('Optional. A list.')
param list array = []
