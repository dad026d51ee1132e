metadata name = 'Categories'
metadata description = 'Every requirement type, in its order.'
