generate --recursive avm
