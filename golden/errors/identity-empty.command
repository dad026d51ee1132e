generate avm/ptn/good/module --identity ''
