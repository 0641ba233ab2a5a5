"""eval and exec: namespaces, locals, return values, code objects, errors."""
x = 1
print(eval("x + 1"), eval("x", {"x": 5}), eval("x + y", {"x": 1}, {"y": 2}), eval(" \t 3 "), eval("[x for x in range(3)]"), eval(b"1 + 1"), eval("\n5"))
g = {}
exec("a = 1\ndef f(): return a\nb = f()", g)
print(g["a"], g["b"], "__builtins__" in g, sorted(k for k in g if k[0] != "_"))
l = {}
exec("c = x\nx = 2", globals(), l)
print(l, x)
print(exec("1"), eval("None"), exec(""), exec("pass"))
def f():
    y = 1
    exec("y = 2")
    exec("z = 3")
    return y, "z" in locals(), eval("y"), sorted(locals())
print(f())
class M(dict):
    def __missing__(self, k): return f"<{k}>"
print(eval("foo + bar", {}, M()), eval("len(foo)", {}, M()) if False else "")
code = compile("q * 2", "<s>", "eval")
print(eval(code, {"q": 21}), type(code).__name__, code.co_filename)
def closure(v): return lambda: v
try:
    exec(closure(1).__code__)
except TypeError as error:
    print(error)
print(exec(closure(3).__code__, {}, closure=closure(5).__closure__))
for action in ("eval('1 +')", "eval('x = 1')", "eval('')", "eval(5)", "exec(5)", "eval('1', 5)", "eval('1', {}, 5)", "exec('1', None)", "eval('undefined_q')", "exec('raise ValueError(1)')", "exec('return')", "exec('1 +')", "eval('1\\n2')", "eval('\\x00')", "exec('a\\x00b')", "eval('1', {'__builtins__': {}})", "eval('len([])', {'__builtins__': {}})", "eval('len', {'__builtins__': {'len': 7}})", "exec('x', closure=())", "eval(compile('1', '', 'exec'))"):
    try:
        print(action, eval(action))
    except Exception as error:
        print(action, "|", type(error).__name__, error)
exec("print(__name__)")
exec("print(__name__)", {"__name__": "other"})
exec("""
import sys
class K:
    v = 1
    w = [v for _ in range(2)] if False else v
print(K.w)
""", {})
ns = {"__builtins__": {"print": print}}
exec("print('limited')", ns)
try:
    exec("open", ns)
except NameError as error:
    print(error)
