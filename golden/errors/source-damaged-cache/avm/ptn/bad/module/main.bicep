metadata name = 'Bad'
metadata description = 'This module is bad.'

module a 'br/public:avm/utl/types/cut:1.0.0' = {
  name: 'a'
}
