param address string
param port int = 443

output url string = 'https://${address}:${port}'
