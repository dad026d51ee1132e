metadata name = 'Wildcard'
metadata description = 'Imports all under one name.'

import * as types from 'br/public:avm/utl/types/avm-common-types:0.6.1'

@description('Required. A lock.')
param lock types.lockType
