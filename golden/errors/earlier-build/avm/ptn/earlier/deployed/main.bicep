import { lockType as lock } from 'br/public:avm/utl/types/avm-common-types:0.6.1'
param a lock
module m 'br/public:avm/utl/types/avm-common-types:0.6.1' = {
  name: 'm'
}
