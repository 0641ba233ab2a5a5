"""StopIteration inside generators becomes RuntimeError; its value attribute."""
def g():
    yield 1
    raise StopIteration("leak")
it = g(); next(it)
try: next(it)
except RuntimeError as e: print(e, repr(e.__cause__), e.__context__ is e.__cause__)
def h():
    yield next(iter([]))
try: list(h())
except RuntimeError as e: print(e)
try: list(next(iter([])) for _ in range(2))
except RuntimeError as e: print(e)
def ok():
    try: next(iter([]))
    except StopIteration: yield "handled"
print(list(ok()))
def ret(): return [1, 2]; yield
try: next(ret())
except StopIteration as e: print(e.value, e.args)
def ret_tuple(): return (1, 2); yield
try: next(ret_tuple())
except StopIteration as e: print(e.value, e.args)
def ret_exc(): return ValueError("v"); yield
try: next(ret_exc())
except StopIteration as e: print(repr(e.value))
print(StopIteration().value, StopIteration(1, 2).value, StopIteration(5).args, repr(StopIteration("x")))
s = StopIteration(1); s.value = "changed"; print(s.value, s.args)
def f(): raise StopIteration
try: f()
except StopIteration: print("plain function")
print([x for x in iter(lambda: 1, 1)], list(map(lambda x: x, [1])))
def m(x):
    if x == 2: raise StopIteration
    return x
print(list(map(m, [1, 2, 3])), list(filter(m, [1, 1])))
def thrown():
    yield
t = thrown(); next(t)
try: t.throw(StopIteration("t"))
except RuntimeError as e: print(e)
