"""callable()"""
class C: pass
class D:
    def __call__(self): pass
c = C(); c.__call__ = lambda: 1
print([callable(x) for x in (len, int, C, D, D(), C(), c, lambda: 0, "".join, 5, None, "x", type, super, print, staticmethod(len), classmethod(len), property(), range(1), (i for i in ()), [].append, int.__add__, NotImplemented, ...)])
class E: __call__ = None
print(callable(E()), callable(type("X", (), {"__call__": 5})()))
class F:
    def __getattr__(self, n): return lambda: 1
print(callable(F()))
try: callable()
except TypeError as e: print(e)
try: E()()
except TypeError as e: print(e)
