@export()
@description('A rule.')
type ruleType = {
  @description('Required. The name of the rule.')
  name: string

  @description('Optional. Its level.')
  level: levelType?
}

@export()
type levelType = 'low' | 'high'

@export()
type limitType = {
  @description('Required. The size.')
  size: sizeType
}

@minValue(1)
type sizeType = int
