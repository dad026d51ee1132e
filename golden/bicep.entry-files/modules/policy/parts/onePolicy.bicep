// A part of the file above, so it gets no README.
param enforced bool

output enforced bool = enforced
