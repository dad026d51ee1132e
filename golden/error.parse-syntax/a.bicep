param x string
var
