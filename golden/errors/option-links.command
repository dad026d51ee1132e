generate -r avm --links old
