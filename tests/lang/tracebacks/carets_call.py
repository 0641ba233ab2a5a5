"""A failing call inside a larger expression."""
def f(x): return g(x)
def g(x): return 1 + h(x) * 2
def h(x):
    raise ValueError("deep")
print(1, f(2), 3)
