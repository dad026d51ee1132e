// A part of its neighbour, so it gets no README.
param region string

output name string = 'hub-${region}'
