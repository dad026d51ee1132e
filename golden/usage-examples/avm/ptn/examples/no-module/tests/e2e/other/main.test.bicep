metadata name = 'Something else'

// Nothing of ours.
output x string = 'y'
