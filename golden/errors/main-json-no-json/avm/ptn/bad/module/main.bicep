metadata name = 'Bad'
metadata description = 'A bad module.'
