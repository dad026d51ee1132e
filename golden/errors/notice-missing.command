generate -r avm --notice notice.md
