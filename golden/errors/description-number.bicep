metadata name = 'Bad'
metadata description = 'A bad module.'

@metadata({ description: 5 })
param first string
