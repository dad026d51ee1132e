generate -r avm --catalog catalog.json
