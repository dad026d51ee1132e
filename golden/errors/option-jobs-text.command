generate -r avm --jobs many
