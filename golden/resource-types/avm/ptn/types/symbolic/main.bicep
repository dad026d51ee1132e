metadata name = 'Symbolic names'
metadata description = 'Resources by symbolic name; existing ones are not deployed.'
