metadata name = 'Bad'
metadata description = 'A test with a syntax error.'

@description('Required. A name.')
param name string

@description('Optional. A size.')
param size int = 1

@description('Optional. Settings.')
param settings object = {}

@description('Optional. A list.')
param list array = []
