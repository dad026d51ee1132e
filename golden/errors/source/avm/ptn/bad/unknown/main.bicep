metadata name = 'Bad'
metadata description = 'A bad module.'

@description('Required. A.')
param a resourceInput<'Microsoft.None/nothing@2024-01-01'>.properties.size

@description('Optional. B.')
param b string = loadTextContent('b.txt')
