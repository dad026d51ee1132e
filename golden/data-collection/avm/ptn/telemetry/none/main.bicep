metadata name = 'No telemetry'
metadata description = 'It does not report its use.'
