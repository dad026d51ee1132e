metadata name = 'Good'
metadata description = 'The other modules are done.'
