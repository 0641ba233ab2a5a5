"""A namedtuple made by hand with type(), property getters and _replace."""
from _operator import itemgetter
def record(name, fields):
    fields = tuple(fields.split())
    def __new__(cls, *a, **k):
        vals = dict(zip(fields, a), **k)
        if len(a) > len(fields) or set(vals) != set(fields): raise TypeError(f"{name} needs {', '.join(fields)}")
        return tuple.__new__(cls, [vals[f] for f in fields])
    ns = {"__slots__": (), "_fields": fields, "__match_args__": fields, "__new__": __new__,
          "__repr__": lambda s: f"{name}({', '.join(f'{f}={v!r}' for f, v in zip(fields, s))})",
          "_replace": lambda s, **k: type(s)(**{**dict(zip(fields, s)), **k}), "_asdict": lambda s: dict(zip(fields, s))}
    ns.update({f: property(itemgetter(i), doc=f"field {f}") for i, f in enumerate(fields)})
    return type(name, (tuple,), ns)
P = record("P", "x y")
p = P(1, y=2)
print(p, p.x, p[1], p == (1, 2), hash(p) == hash((1, 2)), p._replace(x=9), p._asdict(), P._fields, P.x.__doc__, len(p), [*p], p + (3,), sorted([P(2, 1), P(1, 9)]), {p: "k"}[(1, 2)], isinstance(p, tuple))
match p:
    case P(1, y): print("matched", y)
x, y = p
for bad in (lambda: P(1), lambda: P(1, 2, 3), lambda: P(1, z=2), lambda: setattr(p, "x", 5), lambda: setattr(p, "q", 5), lambda: p.q):
    try: bad()
    except (TypeError, AttributeError) as e: print(type(e).__name__, e)
class Q(P):
    __slots__ = ()
    def norm(self): return (self.x ** 2 + self.y ** 2) ** 0.5
    def __add__(self, o): return Q(self.x + o.x, self.y + o.y)
q = Q(3, 4)
print(q, q.norm(), q + q, type(q + q).__name__, type(q._replace(x=1)).__name__, sum([q, q], Q(0, 0)))
