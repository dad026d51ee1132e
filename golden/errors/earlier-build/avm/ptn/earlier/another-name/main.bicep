import { lockType, roleType } from 'br/public:avm/utl/types/avm-common-types:0.6.1'
param a lockType
