metadata name = 'Compiled part'
metadata description = 'A part that was compiled has a README, too.'
