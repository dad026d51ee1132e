resource x = {}
