generate avm/ptn/good/module/main.json/x
