metadata name = 'Passed Parameters'
metadata description = 'This module is called with parameters that are not written out.'

@description('Required. The colour of the lamp.')
param colour string

@description('Optional. Its height.')
param height int?

@description('Optional. Its tags.')
param tags object = {}
