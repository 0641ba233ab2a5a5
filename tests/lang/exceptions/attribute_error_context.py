"""name and obj of AttributeErrors that descriptors and hooks raise."""
class D:
    def __get__(self, o, t): raise AttributeError("from desc")
class A:
    d = D()
    @property
    def p(self): raise AttributeError("from property")
    @property
    def q(self): return self.missing
    @property
    def r(self): raise AttributeError("named", name="x", obj=3)
    def __getattr__(self, n): 
        if n == 'missing': raise AttributeError("ga")
        raise AttributeError(n)
class B:
    d = D()
    @property
    def p(self): raise AttributeError("from property")
    @property
    def q(self): return self.missing
    def m(self): raise AttributeError('m')
class C:
    def __getattribute__(self, n): raise AttributeError("gab")
class E:
    __slots__=('s',)
class M(type):
    @property
    def mp(cls): raise AttributeError("meta")
    def __getattr__(cls, n): raise AttributeError("metaga")
class F(metaclass=M): pass
import sys
mod = type(sys)('mod')
def ga(n): raise AttributeError("modga")
mod.__getattr__ = ga
def t(f, *a):
    try: f(*a)
    except AttributeError as e: print(e, '|', e.name, '|', type(e.obj).__name__ if e.obj is not None else None)
for o in (A(), B(), C(), E(), F, F(), mod):
    for n in ('d','p','q','r','s','zz','mp'):
        print(getattr(o,'__class__',0) if not isinstance(o,C) else 'C', n, end=': ')
        t(getattr, o, n)
        t(lambda: o.__class__ if 0 else getattr(o, n))
o=B()
t(lambda: o.p); t(lambda: o.d); t(lambda: o.q); t(lambda: o.p()); t(lambda: o.zz); t(lambda: o.zz()); t(lambda: o.m())
o=A()
t(lambda: o.p); t(lambda: o.d); t(lambda: o.q); t(lambda: o.r); t(lambda: o.p()); t(lambda: o.zz); t(lambda: o.zz())
o=C(); t(lambda: o.a); t(lambda: o.a())
t(lambda: F.mp); t(lambda: F.zz); t(lambda: mod.x); t(lambda: mod.x())
def setp(): o = B(); o.p = 1
def setm(): E().t = 1
def delm(): del B().x
def dels(): del E().s
for f in (setp,setm,delm,dels): t(f)
t(setattr, 3, 'x', 1); t(delattr, 3, 'x')
t(lambda: super(B, B()).zz); t(lambda: (1).real.zz); t(object().__getattribute__, 'x'); t(object.__getattribute__, B(), 'p')
import _operator as operator
t(operator.attrgetter('p'), B()); t(hasattr, C(), 'x')
