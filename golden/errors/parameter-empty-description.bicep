metadata name = 'Bad'
metadata description = 'A bad module.'

@description('')
param first string
