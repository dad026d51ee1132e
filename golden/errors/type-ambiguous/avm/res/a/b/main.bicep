metadata name = 'Bad'
metadata description = 'Its path stands for two resource types.'
