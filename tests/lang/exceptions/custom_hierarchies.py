"""Application exceptions with attributes, formatting, wrapping, and translation between layers."""
class AppError(Exception):
    code = 1
    template = "application error"
    def __init__(self, *args, **ctx):
        super().__init__(*args)
        self.ctx = ctx
    def __str__(self): return self.template.format(*self.args, **self.ctx)
class NotFound(AppError, LookupError):
    code = 2
    template = "{0} not found in {where}"
class Denied(AppError):
    template = "{0} may not {1}"
class Multi(AppError):
    template = "{0} errors"
    def __init__(self, errors): super().__init__(len(errors)); self.errors = list(errors)
    def __iter__(self): return iter(self.errors)
for e in (AppError(), NotFound("x", where="db"), Denied("bob", "write"), Multi([ValueError(1), KeyError("k")])):
    try: raise e
    except LookupError as err: print("lookup", err, err.code)
    except AppError as err: print(type(err).__name__, err, err.code, err.args, err.ctx, repr(err))
print([type(x).__name__ for x in Multi([OSError(), 5])], NotFound.__mro__[1:4])
def layer3(x):
    return {"a": 1}[x]
def layer2(x):
    try: return layer3(x)
    except KeyError as e: raise NotFound(e.args[0], where="layer2") from e
def layer1(x):
    try: return layer2(x)
    except NotFound: raise
    finally: log.append(x)
log = []
print(layer1("a"))
try: layer1("b")
except AppError as e: print(e, repr(e.__cause__), log, e.__traceback__ is not None)
def collect(fs):
    errs = []
    for f in fs:
        try: f()
        except Exception as e: errs.append(e)
    if errs: raise Multi(errs)
try: collect([lambda: 1, lambda: 1 / 0, lambda: [][0], lambda: int("x")])
except Multi as m: print(m, [str(e) for e in m])
class Retry(Exception):
    def __init__(self, after): self.after = after
def attempt(f, n):
    waited = 0
    for i in range(n):
        try: return f(i), waited
        except Retry as r: waited += r.after
    else: return None, waited
def f(i):
    if i < 3: raise Retry(i * 10)
    return i
print(attempt(f, 5), attempt(f, 2))
