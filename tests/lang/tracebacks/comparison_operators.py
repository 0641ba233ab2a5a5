"""in, not in, is, unary operators."""
def f(): return -"a"
try: f()
except TypeError as e: print(e)
print(1 in 5)
