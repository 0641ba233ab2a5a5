"""Frames of lambdas, comprehensions and generator expressions."""
f = lambda x: 1 // x
def g(items):
    return list(f(i) for i in items)
def h():
    return [g([j]) for j in (1, 0)]
h()
