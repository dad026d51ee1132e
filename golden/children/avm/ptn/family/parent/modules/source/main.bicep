output x string = 'y'
