metadata name = 'Ünïcode `code` | pipe'
metadata description = '„Grüße“ – 日本語 😀 <b>html</b>'
