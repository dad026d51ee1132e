generate -r avm --exclude 'avm/(res'
