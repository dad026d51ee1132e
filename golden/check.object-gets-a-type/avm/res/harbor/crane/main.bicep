metadata name = 'Harbor Cranes'
metadata description = 'This module deploys a Harbor Crane.'

@description('Required. The name.')
param name string

@description('Optional. Configuration.')
param cfg boxType?

@export()
@description('The type of a box.')
type boxType = {
  @description('Required. Width.')
  w: int
}
