import { lockType as lock } from 'br/public:avm/utl/types/avm-common-types:0.7.0'
param a lock
