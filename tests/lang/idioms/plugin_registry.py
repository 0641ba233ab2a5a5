"""Classes that register themselves; dispatch by name and type; inheritance of registries."""
class Shape:
    registry = {}
    def __init_subclass__(cls, *, kind=None, **kw):
        super().__init_subclass__(**kw)
        cls.kind = kind or cls.__name__.lower()
        cls.registry[cls.kind] = cls
    @classmethod
    def parse(cls, text):
        kind, *args = text.split()
        return cls.registry[kind](*map(float, args))
    def __repr__(self): return f"{type(self).__name__}{tuple(vars(self).values())}"
class Circle(Shape):
    def __init__(self, r): self.r = r
    def area(self): return 3 * self.r ** 2
class Rect(Shape, kind="box"):
    def __init__(self, w, h): self.w, self.h = w, h
    def area(self): return self.w * self.h
class Square(Rect):
    def __init__(self, s): super().__init__(s, s)
print(sorted(Shape.registry), Shape.parse("circle 2"), Shape.parse("box 2 3").area(), Shape.parse("square 4"), [c.kind for c in (Circle, Rect, Square)])
for text in ("hexagon 1", "box 1", "circle x", ""):
    try: print(Shape.parse(text))
    except Exception as e: print(type(e).__name__, e)
def single_dispatch(f):
    table = {object: f}
    def register(t): return lambda g: table.setdefault(t, g) and g
    def call(x, *a):
        for t in type(x).__mro__:
            if t in table: return table[t](x, *a)
    call.register = register
    return call
@single_dispatch
def show(x): return f"object {x}"
@show.register(int)
def _(x): return f"int {x}"
@show.register(list)
def _(x): return "[" + ", ".join(map(show, x)) + "]"
@show.register(Rect)
def _(x): return f"rect {x.area()}"
print(show(5), show(True), show("s"), show([1, [2.5], Square(2)]), show(None))
