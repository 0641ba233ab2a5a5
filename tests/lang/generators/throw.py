"""throw: handled, propagated, replaced, before the start, forms of arguments."""
def g():
    while True:
        try: yield "waiting"
        except ValueError as e: yield f"caught {e}"
        finally: print("finally")
a = g(); next(a)
print(a.throw(ValueError("one")), next(a))
try: a.throw(KeyError("k"))
except KeyError as e: print("propagated", e)
print(list(a))
b = g()
try: b.throw(ValueError("unstarted"))
except ValueError as e: print("unstarted", e)
print(next(b, "closed"))
def replace():
    try: yield
    except ValueError: raise TypeError("replaced")
c = replace(); next(c)
try: c.throw(ValueError)
except TypeError as e: print(e, repr(e.__context__))
def ret():
    try: yield 1
    except ValueError: return "returned"
d = ret(); next(d)
try: d.throw(ValueError())
except StopIteration as s: print(s.value)
try: d.throw(ValueError("finished"))
except ValueError as e: print(e)
def swallow():
    for i in range(5):
        try: yield i
        except Exception as e: print("swallowed", repr(e))
s = swallow(); next(s)
print(s.throw(ValueError), s.throw(ValueError("inst")), s.throw(KeyError("k")))
for args in ((5,), ("text",), (int,), (), (ValueError("a"), "b") if False else (None,)):
    try: print(s.throw(*args))
    except TypeError as e: print("TypeError", e)
    except StopIteration: print("stop")
def stop():
    try: yield
    except StopIteration: print("saw StopIteration"); yield "ok"
t = stop(); next(t); print(t.throw(StopIteration))
