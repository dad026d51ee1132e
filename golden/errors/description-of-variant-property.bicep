metadata name = 'Bad'
metadata description = 'A bad module.'

@discriminator('kind')
type t = a

type a = {
  kind: 'a'
}

@description('Required. x')
param first t
