metadata name = 'Lines'
metadata description = 'First line.\nSecond line.\n\n- one\n- two\n\n> quoted'
