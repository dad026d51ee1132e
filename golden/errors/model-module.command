model -r avm/ptn/bad
