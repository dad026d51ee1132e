check -r avm --output report.json
