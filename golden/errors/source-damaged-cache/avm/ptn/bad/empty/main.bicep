metadata name = 'Bad'
metadata description = 'This module is bad.'

import { someType } from 'br/public:avm/utl/types/empty:1.0.0'

@description('Required. A.')
param a someType
