"""id() and is for objects that are plainly the same or different."""
a, b = [], []
print(a is a, a is b, id(a) == id(a), id(a) == id(b), a is not b, None is None, ... is ..., NotImplemented is NotImplemented)
c = a
print(c is a, id(c) == id(a), [a][0] is a, (a,)[0] is a, {1: a}[1] is a, type(id(a)) is int)
def f(x): return x
print(f(a) is a, f is f, f(f) is f, int is int, type(5) is int, len is len, a.append is a.append, f.__code__ is f.__code__)
class C:
    def m(self): pass
o = C()
print(o.m is o.m, o.m == o.m, C.m is C.m, o.__class__ is C, o.__dict__ is o.__dict__)
s = "some longer text that is made once"
t = s
print(s is t, a[:] is a, dict() is dict())
e = ValueError()
try: raise e
except ValueError as x: print(x is e, x.__traceback__ is x.__traceback__)
l = [o]
l2 = list(l)
print(l2[0] is o, l2 is l, sorted(l2)[0] is o if False else True, [x for x in l][0] is o)
