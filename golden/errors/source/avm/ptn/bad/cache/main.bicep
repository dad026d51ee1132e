metadata name = 'Bad'
metadata description = 'A bad module.'

import { lockType } from 'br/public:avm/utl/types/avm-common-types:0.0.0'

@description('Optional. A.')
param lock lockType?

module alias 'br/mine:some/module:1.0' = {
  name: 'alias'
}
