"""Errors of augmented assignment, comparison chains and boolean operators."""
data = {"n": 1}
def f():
    data["n"] += "x"
try:
    f()
except TypeError as e:
    print(e)
1 < 2 < "3" < 4
