"""del of names, attributes, items, slices, nested targets; order; errors."""
a = b = c = 1
del a
del (b, c)
d = [0, 1, 2, 3, 4]
del d[0], d[-1]
print(d)
del [d]
class O: pass
o = O(); o.x = o.y = 1
del o.x, (o.y,)
print(vars(o))
x = {"k": {"j": [1, 2, 3]}}
del x["k"]["j"][1:], x["k"]["z" if False else "j"]
print(x)
def f(p):
    del p
    try:
        return p
    except UnboundLocalError as error:
        return str(error)
print(f(1))
def g():
    v = 1
    del v
    try:
        del v
    except UnboundLocalError as error:
        print(error)
    v = 2
    return v
print(g())
for name in ("a", "undefined_thing"):
    try:
        exec(f"del {name}")
    except NameError as error:
        print(error)
log = []
class L:
    def __init__(self, n): self.n = n
    def __delitem__(self, k): log.append((self.n, "item", k))
    def __delattr__(self, k): log.append((self.n, "attr", k))
l, m = L("l"), L("m")
del l[1], m.a, l[2:3], m[...], l["x", 1]
print(log)
for source in ("del 1", "del f()", "del x + 1", "del (x for x in y)", "del [x, 1]", "del *x", "del", "del x = 1", "del None", "del x, f()", "del (x)", "del ()", "del []", "del ((x), [y])", "del 'a'", "del x if y else z", "del {}", "del x.y()", "del (yield)", "del True"):
    try:
        compile(source, "", "exec")
        print(source, "ok")
    except SyntaxError as error:
        print(source, "|", error.msg)
for action in ("del o.nothing", "del 'abc'[0]", "del (1, 2)[0]", "del (5).real", "del {}['k']", "del [][0]", "del len.x", "del int.real", "del o[0]"):
    try:
        exec(action)
    except Exception as error:
        print(action, "|", type(error).__name__, error)
