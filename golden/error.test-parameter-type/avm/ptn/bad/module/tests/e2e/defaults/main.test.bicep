param x =
