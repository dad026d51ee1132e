metadata name = 'Bad'
metadata description = 'This module is bad.'

import { otherType } from 'br/public:avm/utl/types/whole:1.0.0'
import * as types from 'br/public:avm/utl/types/whole:1.0.0'

@description('Required. A.')
param a otherType

@description('Required. B.')
param b types.otherType
