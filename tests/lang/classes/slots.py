"""__slots__: storage, absence of __dict__, inheritance, errors, descriptors, defaults."""
class S:
    __slots__ = ("a", "b")
    def __init__(self, a): self.a = a
s = S(1)
print(s.a, S.a.__name__, type(S.a).__name__, hasattr(s, "__dict__"), S.__slots__, S.a.__get__(s), repr(S.a), S.a.__objclass__ is S)
s.b = 2; print(s.b); del s.b
class T(S): __slots__ = "c"
class U(S): pass
class V(T): __slots__ = ("__dict__",)
class W: __slots__ = ("__weakref__", "x")
class X: __slots__ = []
class Y(X): __slots__ = {"doc": "documented"}
class Z: __slots__ = ("__private",)
t, u, v = T(1), U(1), V(1)
t.c = 3; u.z = 5; v.any = 6
print(t.c, t.a, u.z, vars(u), v.any, vars(v), Y.__slots__, Z.__slots__, [n for n in dir(Z) if "private" in n], hasattr(t, "__dict__"))
for action in ("s.b", "s.zz = 1", "t.q = 1", "del s.b", "s.__dict__", "X().y = 1", "S.a.__get__(5)", "S.a.__set__(u, 9); print(u.a)", "del S(1).zz", "S.a", "vars(s)", "T.a.__set__(object(), 1)", "S.b.__delete__(S(1))"):
    try:
        exec(action)
        print(action, "ok")
    except (AttributeError, TypeError) as error:
        print(action, "|", type(error).__name__, error)
for source in ("class A:\n __slots__ = ('a',)\n a = 1", "class A:\n __slots__ = (1,)", "class A:\n __slots__ = ('1a',)", "class A:\n __slots__ = 5", "class A(int):\n __slots__ = ('a',)", "class A(tuple):\n __slots__ = ()", "class A(S, T): pass", "class B:\n __slots__ = ('z',)\nclass A(S, B): pass", "class A(S, X):\n __slots__ = ()\nprint('fine')", "class A(bytes):\n __slots__ = 'x'", "class A:\n __slots__ = ('a', 'a')", "class A(U):\n __slots__ = ('__dict__',)", "class A:\n __slots__ = ('a b',)", "class A(str):\n __slots__ = ('q',)\nprint('str slots ok')", "class A:\n __slots__ = (x for x in 'pq')\nA().p = 1\nprint('gen ok')"):
    try:
        exec(source)
    except (TypeError, ValueError) as error:
        print(repr(source), "|", type(error).__name__, error)
