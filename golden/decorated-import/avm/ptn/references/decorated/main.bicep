metadata name = 'Decorated Imports'
metadata description = 'This module imports types with decorators before them.'

@description('The lock of all modules.')
import { lockType } from 'br/public:avm/utl/types/avm-common-types:0.5.1'

// A comment is no decorator.
@description('''
Several
lines.
''')
@metadata({
  why: 'more than one'
})
import * as common from 'br/public:avm/utl/types/avm-common-types:0.6.0'

@description('Required. The name.')
param name string

@description('Optional. The lock.')
param lock lockType?

@description('Optional. The roles.')
param roleAssignments common.roleAssignmentType[]?
