metadata name = 'Part'
output one int = 1
