metadata name = 'Bad'
metadata description = 'A bad module.'

import { aType, bType } from '../shared.bicep'
import { cType } from 'gone.bicep'

@description('Required. A.')
param a aType

@description('Required. C.')
param c cType
