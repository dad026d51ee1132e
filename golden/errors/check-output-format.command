check -r avm --output xml=report.xml
