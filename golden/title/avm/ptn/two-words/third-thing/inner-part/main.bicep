metadata name = 'Part of a Pattern'
metadata description = 'A child of a pattern.'
