@export()
type aType = {
  name string
}
