generate -r avm --jobs 0
