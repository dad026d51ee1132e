metadata name = 'Known'
metadata description = 'Imports what its old main.json has.'

import { lockType as lock } from 'br/public:avm/utl/types/avm-common-types:0.6.1'

@description('Optional. A lock that was not there before.')
param newLock lock?
