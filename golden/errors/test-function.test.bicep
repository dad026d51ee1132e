func f(a string) => a
