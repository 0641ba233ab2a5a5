"""Classes change under code that has run: methods and attributes replaced, added, deleted, bases swapped."""
class A:
    k = 1
    def m(self): return "A.m"
class B(A): pass
def call(o): return o.m()
def read(o): return o.k
b, a = B(), A()
def show(): print([(call(o), read(o)) for o in (a, b, b, a)])
for _ in range(3): show()
A.m = lambda self: "A.m2"; show()
B.m = lambda self: "B.m"; show()
B.k = 5; show()
A.k = 7; show()
del B.m; show()
del B.k; show()
b.k = "inst"; show()
b.m = lambda: "inst m"; show()
del b.k, b.m; show()
A.k = property(lambda self: "prop"); show()
b.__dict__["k"] = "hidden"; show()
A.k = 3; show()
class Other:
    k = 9
    def m(self): return "Other.m"
B.__bases__ = (Other,); show()
b.__class__ = A; show()
A.m = staticmethod(lambda: "static"); print(call(a))
A.m = classmethod(lambda c: c.__name__); print(call(a))
A.__getattr__ = lambda self, n: f"dyn {n}"
del A.k; print(read(a))
A.k = 1; print(read(a))
A.__getattribute__ = lambda self, n: "intercepted"
print(read(a))
del A.__getattribute__
print(read(a))
for i in range(5):
    A.k = i
    print(read(a), end=" ")
print(sum(read(a) for _ in range(3)))
A.count = 0
def bump(): A.count += 1; return A.count
print([bump() for _ in range(5)])
