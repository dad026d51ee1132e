generate -r avm --catalog avm
