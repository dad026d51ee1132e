metadata name = 'References'
metadata description = 'Modules that it uses.'

import { thing } from 'br/public:avm/utl/types/avm-common-types:0.6.0'
import * as all from 'br:example.azurecr.io/bicep/x:1.0'

module remote 'br/public:avm/res/relay/namespace:0.1.0' = {
  name: 'r'
}

module child 'child/main.bicep' = {
  name: 'c'
}

module sibling '../sibling/main.bicep' = if (true) {
  name: 's'
}

module part 'modules/part.bicep' = [for i in range(0, 2): {
  name: 'p${i}'
}]
