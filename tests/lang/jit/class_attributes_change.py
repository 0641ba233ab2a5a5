# Attributes and methods of classes that turn into descriptors of every kind under one site.
class C:
    kind = 1
    def __init__(self): self.a = 1
    def m(self): return 'm'
class D(C): pass
def look(o): return o.kind
def lookc(c): return c.kind
def lookm(o): return o.m()
def bind(o):
    f = o.m
    return f()
c, d = C(), D()
def show(x): return x if not callable(x) else 'callable'
for v in [1, 2, 3, 4, 5, 'x', property(lambda s: 'prop'), 3, lambda s: 5, 4, classmethod(lambda k: 6), staticmethod(len), 7]:
    C.kind = v
    for i in range(4):
        print(show(look(c)), show(look(d)), type(lookc(C)).__name__, type(lookc(D)).__name__, lookm(c), bind(d), end=' | ')
    print()
class Desc:
    def __get__(self, i, o=None): return ('got', i is None)
C.kind = Desc()
for i in range(4): print(look(c), lookc(C))
Desc.__set__ = lambda s, i, v: None
c.__dict__['kind'] = 'inst'
d.__dict__['kind'] = 'inst'
for i in range(4): print(look(c), look(d), lookc(D))
del Desc.__set__
for i in range(4): print(look(c), look(d), lookc(D))
del C.kind
for i in range(4):
    try: print(look(c)); print(look(C()))
    except AttributeError as e: print(e)
# methods
def callm(o, x): return o.f(x)
class F:
    def f(self, x): return ('F', x)
o = F()
for i in range(6): callm(o, i)
for g in [staticmethod(lambda x: ('s', x)), classmethod(lambda k, x: (k.__name__, x)), len, abs, lambda self, x: ('new', x), property(lambda self: lambda x: ('p', x)), F, Desc()]:
    F.f = g
    for i in range(5):
        try: print(callm(o, [i] if g is len else i) if g is not F else type(callm(o, i)).__name__, end=' ')
        except TypeError as e: print(e, end=' ')
    print()
o.f = lambda x: ('own', x)
for i in range(4): print(callm(o, i), end=' ')
print()
F.f = property(lambda self: lambda x: ('p2', x))
for i in range(4): print(callm(o, i), end=' ')
print()
