using 'main.bicep'
param x string
