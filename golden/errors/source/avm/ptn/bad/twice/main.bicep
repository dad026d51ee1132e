metadata name = 'Bad'
metadata description = 'A bad module.'

import { aType } from '../shared.bicep'

@description('Required. A.')
param size int

@description('Optional. A.')
param size string = 'small'

type aType = string

output size int = size
output area int = 1
output area int = 2
