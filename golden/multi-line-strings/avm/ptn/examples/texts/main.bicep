metadata name = 'Texts'
metadata description = 'This module takes texts of all forms.'

@description('Required. A script.')
param script string

@description('Optional. Other texts.')
param others object?

@description('Optional. A list of texts.')
param list array?
