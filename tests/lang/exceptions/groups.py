"""ExceptionGroup: construction, nesting, split, subgroup, derive, text."""
eg = ExceptionGroup("msg", [ValueError(1), TypeError("t"), ExceptionGroup("in", [KeyError("k"), ValueError(2)])])
print(repr(eg), str(eg), eg.message, eg.exceptions, eg.args[0])
print(eg.subgroup(ValueError), eg.subgroup(OSError), eg.split((KeyError, TypeError)), eg.subgroup(lambda e: isinstance(e, KeyError)), eg.split(ExceptionGroup)[0] is eg, eg.subgroup(Exception) is eg)
m, r = eg.split(ValueError)
print(repr(m), repr(r), m.exceptions[1].message)
print(type(BaseExceptionGroup("b", [ValueError()])).__name__, type(BaseExceptionGroup("b", [KeyboardInterrupt()])).__name__, repr(eg.derive([OSError()])), str(ExceptionGroup("one", [ValueError()])))
for args in (("m", []), ("m", 5), (5, [ValueError()]), ("m", [5]), ("m", [ValueError]), ("m", [KeyboardInterrupt()]), ("m",), (), ("m", [ValueError()], 1), ("m", (ValueError(),)), ("m", "ab")):
    try: print(repr(ExceptionGroup(*args)))
    except (TypeError, ValueError) as e: print(type(e).__name__, e)
for bad in (5, int, (ValueError, 5), "x", None):
    try: print(eg.split(bad))
    except TypeError as e: print(e)
class My(ExceptionGroup):
    def __new__(cls, msg, excs, code=0):
        self = super().__new__(cls, msg, excs)
        self.code = code
        return self
    def derive(self, excs): return My(self.message, excs, self.code)
x = My("my", [ValueError(1), KeyError(2)], 42)
x.add_note("note"); x.__cause__ = OSError("c")
a, b = x.split(ValueError)
print(type(a).__name__, a.code, b.code, a.__notes__, repr(a.__cause__), x.code)
class Plain(ExceptionGroup): pass
print(type(Plain("p", [ValueError(), KeyError()]).split(KeyError)[0]).__name__)
try: eg.message = "x"
except AttributeError as e: print(e)
try: eg.exceptions = ()
except AttributeError as e: print(e)
l = [ValueError(1)]; g = ExceptionGroup("m", l); l.append(KeyError()); print(len(g.exceptions), isinstance(g.exceptions, tuple))
print(ExceptionGroup[int], isinstance(eg, Exception), isinstance(BaseExceptionGroup("x", [GeneratorExit()]), Exception))
