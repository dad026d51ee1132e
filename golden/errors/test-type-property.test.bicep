type t = {
  a string
}
