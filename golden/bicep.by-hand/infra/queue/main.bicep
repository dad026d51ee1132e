metadata description = 'A queue that orders wait in.'

@description('Whether orders of guests are taken, too.')
param takesGuests bool = true

@description('How long an order waits.')
param waiting object = {
  hours: 4
  isFinal: false
}

@description('What may be told of each of the shops.')
param shops {
  @description('Only by phone.')
  'phone/fax': bool?

  *: string
} = {}

output isOpen bool = takesGuests && empty(shops) && empty(waiting)
