@export()
type aType = string

type hiddenType = string
