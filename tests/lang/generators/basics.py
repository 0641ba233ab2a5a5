"""Generator functions: laziness, exhaustion, return values, attributes."""
def g(n):
    print("start")
    for i in range(n): yield i
    print("end")
    return "value"
it = g(2)
print(type(it).__name__, it.__name__, it.__qualname__, it.gi_running, it.gi_frame is not None, it.gi_yieldfrom, iter(it) is it)
print(next(it), next(it))
try: next(it)
except StopIteration as s: print(s.value, s.args)
try: next(it)
except StopIteration as s: print(s.value, it.gi_frame)
print(list(g(3)), [*g(1)], sum(g(4)), tuple(g(0)), next(g(0), "dflt"))
def bare():
    yield
    x = yield
    print("got", x)
    yield x
b = bare()
print(next(b), next(b), b.send(5), list(b))
def never():
    return
    yield
print(list(never()))
def with_finally():
    try: yield 1
    finally: print("finally")
for x in with_finally(): print(x)
w = with_finally(); next(w); w.close(); w.close()
print(list(w))
unstarted = with_finally(); unstarted.close(); print(list(unstarted))
def params(a, *b, c=1, **d): yield a, b, c, d
print(next(params(1, 2, c=3, e=4)))
try: params()
except TypeError as e: print(e)
for action in ("it.send()", "it.gi_frame = 1", "it()", "it[0]", "len(it)", "it.__name__ = 5", "next(bare(), 1, 2)", "type(it)()"):
    try: exec(action); print("ok")
    except (TypeError, AttributeError) as e: print(action, "|", e)
