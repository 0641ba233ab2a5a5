"""yield from: delegation of values, send, throw, close, return value, plain iterables."""
def inner():
    try:
        x = yield "a"
        print("inner got", x)
        y = yield "b"
        return x, y
    except ValueError as e:
        print("inner caught", e)
        yield "recovered"
        return "after error"
def outer():
    r = yield from inner()
    print("result", r)
    r2 = yield from [1, 2]
    print("list result", r2)
    return "done"
o = outer()
print(next(o), o.gi_yieldfrom.__name__, o.send("X"), o.send("Y"), next(o))
try: next(o)
except StopIteration as s: print(s.value)
o = outer(); next(o); print(o.throw(ValueError("err")), next(o))
o.close()
def chain(*its):
    for it in its: yield from it
print(list(chain("ab", range(2), {"k": 1}, (x for x in "z"))))
def tree(n):
    if n:
        yield from tree(n - 1)
        yield n
        yield from tree(n - 1)
print(list(tree(3)))
def bad(): yield from 5
for f in (bad,):
    try: next(f())
    except TypeError as e: print(e)
def to_list():
    x = yield from iter([1])
    return x
t = to_list(); next(t)
try: t.send(5)
except (AttributeError, StopIteration) as e: print(type(e).__name__, e)
t = to_list(); next(t)
try: t.throw(KeyError("not delegated"))
except KeyError as e: print(e)
class It:
    def __iter__(self): return self
    def __next__(self): return "n"
    def send(self, v): return ("sent", v)
    def throw(self, e): return ("thrown", repr(e))
    def close(self): print("closed")
def d(): yield from It()
x = d(); print(next(x), x.send(1), x.throw(ValueError("v")), x.send(None)); x.close()
def rec():
    yield 1
    yield from r
r = rec()
next(r)
try: next(r)
except ValueError as e: print(e)
class StopIt:
    def __iter__(self): return self
    def __next__(self): raise StopIteration("val")
def s(): return (yield from StopIt())
try: next(s())
except StopIteration as e: print(e.value)
