metadata name = 'Bad'
metadata description = 'A bad module.'

@description('Required. x')
param first {
  a: {
    b: int
  }
  @description('Some c')
  c: int
}
