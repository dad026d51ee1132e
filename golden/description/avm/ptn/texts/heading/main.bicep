metadata name = 'Headings'
metadata description = 'Some text.\n\n## A heading of its own\n\nMore text.'
