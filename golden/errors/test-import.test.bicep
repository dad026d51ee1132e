import { a from 'b.bicep'
