metadata name = 'Bad'
metadata description = 'A bad module.'

import { aType } from 'types.bicep'

@description('Required. A.')
param a aType
