"""pass, ..., docstrings, expression statements, semicolons, one-line suites."""
def f(): "doc of f"
def g(): ...
def h():
    """multi
    line"""
    ...
class C: "doc of C"; x = 1; y = 2
class D: pass
class E: ...
def i(): 'a' 'b'
def j(): f"not a doc"
def k(): b"bytes"
def l(): ("paren doc")
def m(): 1; "second"
def n():
    # comment

    "after comment"
print(f.__doc__, g.__doc__, repr(h.__doc__), C.__doc__, D.__doc__, i.__doc__, j.__doc__, k.__doc__, l.__doc__, m.__doc__, n.__doc__, C.x + C.y, __doc__[:5], f(), E)
x = 1; y = 2; print(x + y);
if x: y = 5; print(y)
for q in 1, 2: print(q, end=""); print()
1; "x"; None; ...; [1, 2]; x; f
class F:
    """d"""
    __doc__ = "overridden"
class G:
    def __doc__(self): pass
print(F.__doc__, callable(G.__doc__), (lambda: 0).__doc__)
def o(): return; print("never")
print(o(), Ellipsis, type(...).__name__, ... == Ellipsis, bool(...))
def p():
    if True: return 1
    "not reached"
print(p(), p.__doc__)
async def q2(): "async doc"
print(q2.__doc__)
def r():
	"tab indented"
	return	1
print(r(), r.__doc__)
