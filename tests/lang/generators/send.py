"""send: values, errors before the start, after the end, None."""
def acc():
    total = 0
    while True:
        x = yield total
        if x is None: return total
        total += x
a = acc()
try: a.send(1)
except TypeError as e: print(e)
print(next(a), a.send(5), a.send(10))
try: a.send(None)
except StopIteration as s: print("returned", s.value)
try: a.send(1)
except StopIteration as s: print("after end", s.value)
b = acc(); print(b.send(None), b.send(2.5))
def expr():
    r = (yield 1) + (yield 2)
    print("r", r)
    print("args", (yield 3), (yield 4))
    l = [(yield 5), {(yield 6): (yield 7)}]
    yield l
e = expr()
print(next(e), e.send(10), e.send(20), e.send("x"), e.send("y"), e.send("l"), e.send("k"), e.send("v"))
def echo():
    got = None
    while got != "stop": got = yield got
c = echo(); next(c)
print([c.send(i) for i in range(4)])
try: c.send("stop")
except StopIteration: print("stopped")
def lam(): f = lambda: (yield 3); yield from f()
print(list(lam()))
