"""Context managers from generators, suppression, nesting, exit stacks."""
class contextmanager:
    def __init__(self, f): self.f = f
    def __call__(self, *a): return Ctx(self.f(*a))
class Ctx:
    def __init__(self, g): self.g = g
    def __enter__(self): return next(self.g)
    def __exit__(self, t, v, tb):
        if t is None:
            try: next(self.g)
            except StopIteration: return False
            raise RuntimeError("did not stop")
        try: self.g.throw(v)
        except StopIteration as e: return e is not v
        except BaseException as e:
            if e is not v: raise
            return False
        raise RuntimeError("did not stop after throw")
log = []
@contextmanager
def tag(name):
    log.append(f"<{name}>")
    try: yield name.upper()
    finally: log.append(f"</{name}>")
@contextmanager
def suppress(*types):
    try: yield
    except types as e: log.append(f"suppressed {e!r}")
with tag("a") as a, tag("b") as b: log.append(a + b)
print(log); log.clear()
with suppress(KeyError, ValueError), tag("x"): {}["k"]
print(log); log.clear()
try:
    with suppress(KeyError): 1 / 0
except ZeroDivisionError as e: print(e)
class ExitStack:
    def __init__(self): self.stack = []
    def enter(self, cm): v = cm.__enter__(); self.stack.append(cm); return v
    def __enter__(self): return self
    def __exit__(self, *exc):
        while self.stack:
            try:
                if self.stack.pop().__exit__(*exc): exc = (None, None, None)
            except BaseException as e: exc = (type(e), e, e.__traceback__)
        if exc[1] is not None: raise exc[1]
        return True
with ExitStack() as st:
    names = [st.enter(tag(n)) for n in "pqr"]
    log.append(names)
print(log); log.clear()
try:
    with ExitStack() as st:
        st.enter(tag("outer")); st.enter(suppress(ZeroDivisionError)); st.enter(tag("inner"))
        1 / 0
    print("swallowed", log)
    with ExitStack() as st:
        st.enter(tag("t")); raise KeyError("through")
except KeyError as e: print(repr(e), log[-1])
@contextmanager
def bad():
    yield 1
    yield 2
try:
    with bad(): pass
except RuntimeError as e: print(e)
