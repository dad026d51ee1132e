@export()
@discriminator('kind')
type t = { kind: 'a', v: int } | other.b.c[*] | 1 | -1 | null
type u = {
  @sealed()
  'quoted-name': string?
  *: (bool | 'x')[]
  t: [int, string]
  g: resourceInput<'Microsoft.Storage/storageAccounts@2025-01-01'>.properties!
}
#disable-next-line no-unused-params // comment
/* block
*/ param p u = {
  a: 1, b: [
    1
    2
  ]
}
