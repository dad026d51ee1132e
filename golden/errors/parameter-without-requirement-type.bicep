metadata name = 'Bad'
metadata description = 'A bad module.'

@description('The first one.')
param first string
