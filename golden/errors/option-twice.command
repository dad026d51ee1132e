generate -r avm --links keep --links catalog --identity avm/x
