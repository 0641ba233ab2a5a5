"""Errors raised by native functions called through map and sorted."""
def key(x): return x["k"]
def f():
    return sorted([{"k": 1}, {}], key=key)
print(list(map(len, ["a"])))
f()
