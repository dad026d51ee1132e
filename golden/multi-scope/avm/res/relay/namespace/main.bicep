metadata name = 'Scopes'
metadata description = 'One module for several scopes.'
