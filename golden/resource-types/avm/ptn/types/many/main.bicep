metadata name = 'Many types'
metadata description = 'Resources of all kinds, and of nested deployments.'
