metadata name = 'Bad'
metadata description = 'A bad module.'

@description('Required. Outer.')
param outer t

type t = {
  inner: string
}
