check -r avm --format jsn
