generate -r avm --catalog ''
