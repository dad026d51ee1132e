generate -r avm --notice avm
