"""global declarations, module-level names, builtins fallback, deletion."""
x = 1
def read(): return x
def write():
    global x, y
    x += 10
    y = "made"
write()
print(x, y, read())
def shadow():
    x = 5
    return x, globals()["x"]
print(shadow())
def unbound():
    try:
        return x
    except UnboundLocalError as error:
        return str(error)
    x = 1
print(unbound())
def delete():
    global y
    del y
delete()
try:
    y
except NameError as error:
    print(error)
try:
    delete()
except NameError as error:
    print(error)
def nested():
    global g
    def inner(): return g
    g = 7
    return inner()
print(nested(), g)
class C:
    global attr
    attr = "global from class"
    own = 1
print(attr, hasattr(C, "attr"), C.own)
len = lambda o: "shadowed"
print(len([1]))
del len
print(len([1]))
globals()["dynamic"] = 3
print(dynamic, "dynamic" in globals(), globals() is globals(), __name__)
def f():
    for global_loop in range(2): pass
    return global_loop
print(f())
def importing():
    global math
    import math
importing()
print(math.floor(2.5))
for source in ("def f():\n x = 1\n global x", "def f():\n print(x)\n global x", "def f(x):\n global x", "global q; q = 1", "q = 1\nglobal q", "def f():\n for x in y: pass\n global x", "def f():\n global x\n global x", "def f():\n import x\n global x", "class C:\n x: int\n global x", "def f():\n x: int = 1\n global x", "def f():\n global x\n x: int = 1"):
    try:
        exec(source, {})
        print(repr(source), "ok")
    except SyntaxError as error:
        print(repr(source), error.msg)
