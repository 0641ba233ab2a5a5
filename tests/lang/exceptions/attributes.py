"""Attributes of exceptions: args, str, repr, notes, with_traceback, pickling hooks, equality."""
e = ValueError("a", 1)
print(e.args, str(e), repr(e), e.__cause__, e.__context__, e.__suppress_context__, e.__traceback__, str(ValueError()), repr(ValueError()), str(ValueError(1)), repr(ValueError("x")), repr(ValueError("x", None)))
e.args = (5,); print(e, e.args)
e.args = "xy"; print(e.args)
e.extra = 1; print(vars(e), e.__reduce__(), ValueError("x") == ValueError("x"), hash(e) == hash(e))
e.add_note("n1"); e.add_note("n2"); print(e.__notes__)
for action in ("e.args = 5", "e.add_note(5)", "e.add_note()", "e.__cause__ = 5", "e.__context__ = 5", "e.__traceback__ = 5", "del e.args", "e.__suppress_context__ = 5", "e.__cause__ = KeyError()", "ValueError(x=1)", "BaseException(1, y=2)", "del e.__cause__", "e.__suppress_context__ = 'a'", "e.with_traceback(None) is e", "e.__setstate__({'q': 1})", "e.__setstate__(5)", "del e.__traceback__", "e.nope", "BaseException.__new__()", "BaseException.__init__()"):
    try: exec(action); print(action, "ok")
    except (TypeError, AttributeError) as err: print(action, "|", err)
print(e.q, e.__suppress_context__, e.__cause__)
class MyE(Exception):
    def __init__(self, a, b=2): self.a, self.b = a, b
    def __str__(self): return f"MyE {self.a} {self.b}"
m = MyE(1); print(m, repr(m), m.args, MyE(1, b=5), m.__reduce__())
class NoStr(Exception):
    def __str__(self): return 5
try: str(NoStr())
except TypeError as err: print(err)
k = KeyError("key"); print(str(k), str(KeyError(1, 2)), str(KeyError()), repr(k), str(KeyError("it's")), str(KeyError("a\nb")))
a = AttributeError("m", name="n", obj=5); print(a, a.name, a.obj, a.args)
n = NameError("m", name="n"); print(n.name, NameError("x").name)
i = ImportError("m", name="mod", path="p"); print(i, i.name, i.path, i.msg, ImportError().msg, ModuleNotFoundError("q", name="z").name)
s = SystemExit(3); print(s.code, SystemExit().code, SystemExit(1, 2).code, SystemExit("text").code)
for action in ("AttributeError('m', foo=1)", "ImportError(bad=1)", "NameError('a', 'b', nam=1)", "StopIteration(x=1)", "OSError(x=1)", "SyntaxError('m', 5)", "SyntaxError('m', (1,))"):
    try: eval(action); print(action, "ok")
    except TypeError as err: print(action, "|", err)
