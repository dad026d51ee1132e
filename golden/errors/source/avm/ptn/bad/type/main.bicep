metadata name = 'Bad'
metadata description = 'A bad module.'

@description('Required. A.')
param a strin

@description('Required. B.')
param b bType.gone

type bType = {
  @description('Required. There.')
  there: string
}
