generate -r avm --format json
