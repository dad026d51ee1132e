metadata name = 'Sibling'
metadata description = 'A sibling.'
