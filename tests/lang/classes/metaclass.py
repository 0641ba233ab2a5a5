"""Metaclasses: __new__, __init__, __call__, __prepare__, keyword arguments, conflicts, attributes."""
class M(type):
    @classmethod
    def __prepare__(mcls, name, bases, **kw):
        print("prepare", name, bases, kw)
        return {"prepared": True}
    def __new__(mcls, name, bases, ns, **kw):
        print("new", name, sorted(k for k in ns if k[0] != "_"), kw)
        return super().__new__(mcls, name, bases, ns)
    def __init__(cls, name, bases, ns, **kw):
        print("init", cls.__name__, kw)
        super().__init__(name, bases, ns)
    def __call__(cls, *a, **k):
        print("call", a, k)
        return super().__call__(*a, **k)
    def meth(cls): return f"meta method of {cls.__name__}"
    @property
    def prop(cls): return "meta prop"
    def __len__(cls): return 42
    def __getattr__(cls, n): return f"meta getattr {n}"
    def __contains__(cls, x): return x == 1
    def __iter__(cls): return iter("it")
    def __repr__(cls): return f"<M {cls.__name__}>"
    def __instancecheck__(cls, o): return o == "magic"
    def __subclasscheck__(cls, c): return c is int
class A(metaclass=M, flag=1):
    x = 1
    def __init__(self, v): self.v = v
class B(A, flag=2): pass
print(A(5).v, A.meth(), A.prop, len(A), 1 in A, list(A), A, [A], type(A), type(B), A.undefined, A.prepared, isinstance("magic", A), issubclass(int, A), issubclass(str, A), B.x)
for action in ("A(1).meth()", "A(1).prop", "A(1).undefined"):
    try:
        eval(action)
    except AttributeError as error:
        print(error)
class M2(type): pass
for source in ("class C(A, metaclass=M2): pass", "class C(metaclass=5): pass", "class C(A, metaclass=type): print('derived metaclass wins')", "class C(int, metaclass=lambda n, b, d: (n, b)): pass\nprint(C)", "class C(A, **{'metaclass': M, 'flag': 3}): pass", "class C(x=1): pass", "class C(metaclass=M2, x=1): pass", "class C(metaclass=type, metaclass=M): pass", "class C(*[int], **{}): pass\nprint(C.__bases__)"):
    try:
        exec(source)
    except (TypeError, SyntaxError) as error:
        print(source[:40], "|", type(error).__name__, error)
class Bad(type):
    @classmethod
    def __prepare__(mcls, *a): return 5
try:
    class D(metaclass=Bad): pass
except TypeError as error:
    print(error)
class Func:
    pass
def func_meta(name, bases, ns): return type(name, bases, {**ns, "by": "function"})
class G(metaclass=func_meta): pass
print(G.by, type(G))
