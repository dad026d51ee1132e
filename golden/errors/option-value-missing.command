generate -r avm --catalog
