metadata name = 'Bad'
metadata description = 'A bad module.'

@description('Required. A.')
param a aType.x

type aType = bType
type bType = aType

module other 'other.bicep' = {
  name: 'other'
}
