metadata name = 'Telemetry'
metadata description = 'With a notice of our own.'
