"""list.__getitem__ and its like are methods as well as slots."""
for t,n in ((list,'__getitem__'),(dict,'__getitem__'),(dict,'__contains__'),(set,'__contains__'),(frozenset,'__contains__')):
    d=t.__dict__[n]
    print(type(d).__name__, d.__qualname__, d, type(getattr(t(),n)).__name__, hasattr(t().__getitem__ if n=='__getitem__' else t().__contains__,'__module__'))
    for args in ((),(1,2)):
        try: getattr(t(),n)(*args)
        except TypeError as e: print(e)
    try: d()
    except TypeError as e: print(e)
    try: d(5,6)
    except TypeError as e: print(e)
class D(dict): pass
class L(list):
    def __getitem__(self, i): return 'own'
class S(set):
    def __contains__(self, x): return True
class S2(S): pass
class M(list, object): __contains__ = None
print(D(a=1)['a'], 'a' in D(a=1), L()[3], L().__getitem__(3), 3 in S2(), 3 in S())
class E(D):
    def __missing__(self, k): return k
print(E()[4], dict.__getitem__({1:2},1), list(map([5,6].__getitem__,(1,0))), list(filter({1}.__contains__, (1,2,3))))
try: dict.__getitem__(D(), 3)
except KeyError as e: print(repr(e))
class X:
    __getitem__ = list.__getitem__
try: X()[0]
except TypeError as e: print(e)
class Y(list):
    __getitem__ = list.__getitem__
    __contains__ = list.__contains__
print(Y([1])[0], 1 in Y([1]))
class Z(dict):
    __contains__ = dict.__contains__
print(3 in Z({3:4}))
L.__getitem__ = list.__getitem__
print(L([7])[0])
del L.__getitem__
print(L([7])[0])


class Attributes(dict):
    __getattr__ = dict.__getitem__
    __call__ = dict.__contains__


a = Attributes(x=1)
print(a.x, a("x"), a("y"))
try:
    a.y
except KeyError as e:
    print(repr(e))
