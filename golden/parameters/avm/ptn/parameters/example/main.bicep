metadata name = 'Examples'
metadata description = 'Input examples of parameters.'
