import a, b from 'c.bicep'
