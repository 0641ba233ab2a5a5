"""assert statements: messages, tuples, expressions evaluated only on failure."""
def t(source):
    try: exec(source); print(repr(source), "passed")
    except AssertionError as e: print(repr(source), "AssertionError", e.args, repr(str(e)))
    except Exception as e: print(repr(source), type(e).__name__, e)
for source in ("assert True", "assert False", "assert 0, 'msg'", "assert [], [1, 2]", "assert 1, 1 / 0", "assert 0, 1 / 0", "assert not 1, (1, 2)", "assert None", "assert 0, None", "assert 0, ()", "assert 0, ValueError('v')", "assert undefined_a", "assert (lambda: 0)()", "assert 1 < 2 < 1, 'chain'"):
    t(source)
AssertionErrorKept = AssertionError
class Fake(Exception): pass
import builtins
builtins.AssertionError = Fake
try: assert 0, "still the real one"
except AssertionErrorKept as e: print("real", e)
builtins.AssertionError = AssertionErrorKept
print(__debug__)
for source in ("assert", "assert x = 1", "assert x, y, z", "__debug__ = 1", "def f(__debug__): pass", "f(__debug__=1)", "x.__debug__ = 1", "import __debug__", "class __debug__: pass", "for __debug__ in x: pass", "del __debug__", "assert (x := 1)", "assert *x"):
    try: compile(source, "", "exec"); print(source, "ok")
    except SyntaxError as e: print(source, "|", e.msg)
