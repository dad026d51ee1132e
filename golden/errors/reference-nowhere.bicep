metadata name = 'Bad'
metadata description = 'A bad module.'

@description('Required. First.')
param first nowhere
