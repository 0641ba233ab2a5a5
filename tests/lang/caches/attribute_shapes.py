"""One attribute access sees objects of many classes and layouts."""
def get(o): return o.x
def put(o, v): o.x = v; return o.x
classes = []
for i in range(8):
    class C:
        def __init__(self, v, order=i):
            if order & 1: self.a = 1
            if order & 2: self.b = 2
            self.x = v
            if order & 4: self.c = 3
    classes.append(C)
objs = [c(i) for i, c in enumerate(classes)]
for _ in range(3): print([get(o) for o in objs], [put(o, get(o) + 1) for o in objs])
class ClassAttr: x = "class"
class Prop:
    @property
    def x(self): return "property"
class Slot:
    __slots__ = "x"
    def __init__(self): self.x = "slot"
class Getattr:
    def __getattr__(self, n): return "getattr " + n
class Getattribute:
    def __getattribute__(self, n): return "getattribute " + n
class Desc:
    class D:
        def __get__(self, o, t): return "desc"
    x = D()
class Meth:
    def x(self): return "called"
import sys
mod = type(sys)("m"); mod.x = "module"
f = lambda: 0
f.x = "function"
all_ = [ClassAttr(), Prop(), Slot(), Getattr(), Getattribute(), Desc(), mod, f, ClassAttr, objs[0], 5]
for _ in range(2):
    for o in all_:
        try: print(get(o), end=", ")
        except AttributeError as e: print(e, end=", ")
print(get(Meth())())
o = ClassAttr()
for _ in range(2): print(get(o), put(o, "own"), get(o), end=" "); del o.x
print(get(o))
for bad in (5, None, "s", Prop(), len):
    try: put(bad, 1); print("ok")
    except AttributeError as e: print(e)
print(put(Slot(), 1), get(Slot()), put(objs[3], "back"), get(objs[3]))
