param = 'a
var x = { a: [1, ] b 'c${d
@@@
resource r 'x' = for if ( {
type = | 'a' |
'''open ${ a
