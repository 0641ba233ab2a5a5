"""close and GeneratorExit: ignoring it, raising in it, returning, nested."""
def g(mode):
    try: yield 1
    except GeneratorExit:
        print("exit", mode)
        if mode == "yield": yield 2
        if mode == "raise": raise ValueError("in close")
        if mode == "return": return 5
        raise
for mode in ("normal", "yield", "raise", "return"):
    x = g(mode); next(x)
    try: print(x.close())
    except (RuntimeError, ValueError) as e: print(type(e).__name__, e)
def inner():
    try: yield "i"
    finally: print("inner closed")
def outer():
    try: yield from inner()
    finally: print("outer closed")
o = outer(); next(o); o.close()
print(GeneratorExit.__mro__)
def cleanup():
    with CM():
        yield
class CM:
    def __enter__(self): print("enter")
    def __exit__(self, t, v, tb): print("exit", t.__name__)
c = cleanup(); next(c); c.close()
def loop():
    while True:
        try: yield
        except GeneratorExit: break
l = loop(); next(l); print(l.close(), list(l))
def multi():
    for i in range(3):
        try: yield i
        finally: print("f", i)
m = multi(); next(m); next(m); m.close()
