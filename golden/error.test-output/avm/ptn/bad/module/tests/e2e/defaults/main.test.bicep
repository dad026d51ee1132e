output x string
