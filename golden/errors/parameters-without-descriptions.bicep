metadata name = 'Bad'
metadata description = 'A bad module.'

param first string

@description('Required. Good.')
param good string

@description('no type')
param second int

@secure()
param third bool
