metadata name = 'Pattern'
metadata description = 'A pattern is called after its path.'
