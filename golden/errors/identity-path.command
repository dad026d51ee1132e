generate avm/ptn/good/module --identity avm/res/../x
