metadata name = 'Recursive type'
metadata description = 'A type that holds itself is documented once.'

@description('Required. The root.')
param root nodeType

type nodeType = {
  @description('Required. A value.')
  value: string

  @description('Optional. Its children.')
  children: nodeType[]?
}
