# Frames that are looked at, recursion limits, tracing, and all that a hot function relies on exchanged: globals, builtins, code, defaults, bases.
import sys

def who(d=1):
    f = sys._getframe(d)
    return f.f_code.co_name, f.f_lineno, sorted((k, v) for k, v in f.f_locals.items() if isinstance(v, (int, str)))
def a(x):
    y = x * 2
    r = b(y, 'k')
    y = 5
    return r, who(), y
def b(p, q='z'):
    z = p + 1
    w = who(2)
    return w, who(), z
for i in range(9): r = a(i)
print(r)
def loop(n):
    out = []
    t = 0
    for i in range(n):
        t += i
        if i % 7 == 3: out.append(who())
        u = t * 2
        if i == 30: del u; out.append(who()); u = 'x'
    return out
for i in range(4): r = loop(40)
print(r)
def comp(n):
    k = n
    return [who() for i in range(2)], list(who() for i in range(2)), (lambda: who())(), {i: who(2)[0] for i in range(1)}
for i in range(6): r = comp(i)
print(r)
depths = []
def rec(n):
    try: return rec(n + 1)
    except RecursionError: return n
def rec2(n): return n if n == 0 else 1 + rec3(n - 1)
def rec3(n): return n if n == 0 else 1 + rec2(n - 1)
class R:
    def __init__(self, n): self.c = R(n - 1) if n else None
    def depth(self): return 1 + self.c.depth() if self.c is not None else 1
    @property
    def d(self): return 1 + self.c.d if self.c is not None else 1
    def __len__(self): return 1 + len(self.c) if self.c is not None else 1
    def __add__(self, o): return self.c + o if self.c is not None else o
    def __iter__(self):
        yield 1
        if self.c is not None: yield from self.c
sys.setrecursionlimit(300)
for i in range(6): depths.append(rec(0))
print(depths)
for n in (10, 50, 100, 250, 280, 290, 295, 296, 297, 298, 299, 300, 400):
    for i in range(3):
        try: r = rec2(n)
        except RecursionError as e: r = str(e)
    print(n, r, end=' ')
for n in (10, 60, 90, 140, 145, 200, 280, 290, 296, 299):
    for i in range(3):
        o = []
        for f in (lambda: R(n).depth(), lambda: R(n).d, lambda: len(R(n)), lambda: R(n) + 3, lambda: sum(R(n))):
            try: o.append(f())
            except RecursionError as e: o.append('RE')
    print(n, o)
sys.setrecursionlimit(1000)
# tracing a compiled function
ev = []
def tracer(f, e, arg):
    if f.f_code.co_name in ('traced', 'tin'): ev.append((f.f_code.co_name, e, f.f_lineno - f.f_code.co_firstlineno)); return tracer
def tin(x): return x + 1
def traced(n):
    s = 0
    for i in range(n):
        s += tin(i)
    return s
for i in range(30): traced(5)
sys.settrace(tracer); traced(2); sys.settrace(None)
print(ev); ev.clear()
def on(n):
    for i in range(n):
        if i == 25: sys.settrace(tracer)
        if i == 27: sys.settrace(None)
        traced(1)
on(30); print(len(ev), ev[:6])
prof = []
def profiler(f, e, arg): 
    if f.f_code.co_name in ('traced', 'tin'): prof.append((f.f_code.co_name, e))
sys.setprofile(profiler); traced(2); sys.setprofile(None); print(prof)
# globals and builtins
G = 1
def useg(): return G, len('abc'), abs(-2)
for i in range(6): useg()
G = 'two'; print(useg())
len = lambda x: 'mine'; print(useg()); 
del len; print(useg())
import builtins
old = builtins.abs; builtins.abs = lambda x: 'babs'; print(useg()); builtins.abs = old; print(useg())
del G
try: useg()
except NameError as e: print(e)
G = 3; print(useg())
globals()['G'] = 4; print(useg())
globals().update(G=5); print(useg())
d = {'__builtins__': {'len': lambda x: 99, 'abs': old}, 'G': 8}
import types
h = types.FunctionType(useg.__code__, d)
for i in range(4): print(h(), useg(), end=' ')
print()
def counter():
    global N
    N += 1
    return N
N = 0
for i in range(30): counter()
N = 2.5; print(counter()); N = 'a'
try: counter()
except TypeError as e: print(e)
N = 2 ** 61 - 2
for i in range(5): print(counter(), end=' ')
print()
def swap(f, n):
    out = []
    for i in range(n):
        out.append(f(i))
        if i == 20: f.__code__ = (lambda x: x * 100).__code__
        if i == 25: f.__defaults__ = (1,)
    return out
def simple(x): return x + 1
print(swap(simple, 30)[-12:])
def deflt(x, y=1): return x + y
def dcall(n):
    out = []
    for i in range(n):
        out.append(deflt(i))
        if i == 20: deflt.__defaults__ = (1000,)
        if i == 25: deflt.__defaults__ = None; 
        if i == 25: break
    try: deflt(1)
    except TypeError as e: out.append(str(e))
    return out[-8:]
print(dcall(40))
class A:
    x = 1
    def m(self): return 'A'
class B(A):
    def m(self): return 'B' + super().m()
class C(B):
    def m(self): return 'C' + super().m()
def cm(o): return o.m()
o = C()
for i in range(20): cm(o)
print(cm(o))
B.__bases__ = (type('Z', (), {'m': lambda s: 'Z'}),)
print(cm(o), cm(B()))
del B.m; print(cm(o), cm(B()))
o.__class__ = B; print(cm(o))
C.m = lambda s: 'newC'; o.__class__ = C; print(cm(o))
class S:
    __slots__ = ('p', 'q')
def slots(o, v):
    o.p = v
    return o.p
s = S()
for i in range(20): slots(s, i)
del s.p
try: s.p
except AttributeError as e: print(e)
print(slots(s, 'x'))
S.p = 5
try: print(slots(s, 1))
except AttributeError as e: print(e)
