genrate -r avm
