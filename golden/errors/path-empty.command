generate ''
