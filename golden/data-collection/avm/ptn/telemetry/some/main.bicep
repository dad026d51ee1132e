metadata name = 'Telemetry'
metadata description = 'It may report its use.'
