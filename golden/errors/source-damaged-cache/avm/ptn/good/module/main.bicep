metadata name = 'Good'
metadata description = 'This module is good.'

import { someType } from 'br/public:avm/utl/types/whole:1.0.0'

@description('Required. A.')
param a someType
