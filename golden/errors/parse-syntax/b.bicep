output y int 1
