check -r avm --changed-since ''
