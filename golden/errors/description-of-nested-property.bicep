metadata name = 'Bad'
metadata description = 'A bad module.'

@description('Required. x')
param first {
  @description('Required. a')
  a: {
    b: int
  }
}
