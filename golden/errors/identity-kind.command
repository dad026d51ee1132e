generate avm/ptn/good/module --identity avm/mod/a/b
