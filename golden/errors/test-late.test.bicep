metadata name = 'x'
metadata name = 'x'
metadata name = 'x'
// é
/* 😀 */ var x =
