"""Chained generators, coroutines as sinks, tee by hand, windows, flattening, round robin."""
def co(f):
    def start(*a): g = f(*a); next(g); return g
    return start
@co
def printer(out):
    while True: out.append((yield))
@co
def filt(p, sink):
    while True:
        x = yield
        if p(x): sink.send(x)
@co
def broadcast(*sinks):
    while True:
        x = yield
        for s in sinks: s.send(x)
@co
def batch(n, sink):
    buf = []
    try:
        while True:
            buf.append((yield))
            if len(buf) == n: sink.send(tuple(buf)); buf = []
    finally:
        if buf: sink.send(tuple(buf))
a, b, c = [], [], []
head = broadcast(filt(lambda x: x % 2, printer(a)), filt(lambda x: x > 5, printer(b)), (last := batch(3, printer(c))))
for i in range(10): head.send(i)
last.close()
print(a, b, c)
def window(it, n):
    w = ()
    for x in it:
        w = (w + (x,))[-n:]
        if len(w) == n: yield w
def flatten(x):
    for i in x:
        if isinstance(i, (list, tuple)): yield from flatten(i)
        else: yield i
def roundrobin(*its):
    its = [iter(i) for i in its]
    while its:
        for i in its[:]:
            try: yield next(i)
            except StopIteration: its.remove(i)
def take(n, it):
    for _ in range(n):
        try: yield next(it)
        except StopIteration: return
def nat(n=0):
    while True: yield n; n += 1
def sieve():
    it = nat(2)
    while True:
        p = next(it)
        yield p
        it = (lambda it, p: (x for x in it if x % p))(it, p)
print(list(window("abcde", 3)), list(flatten([1, [2, (3, [4])], [], ((5,),)])), "".join(roundrobin("abc", "d", "ef")), list(take(12, sieve())), list(take(5, iter("ab"))))
def perms(s):
    if len(s) < 2: yield s
    else:
        for i, c in enumerate(s):
            for r in perms(s[:i] + s[i + 1:]): yield c + r
print(list(perms("abc")), sum(1 for _ in perms("abcdef")))
def lines(parts):
    buf = ""
    for p in parts:
        buf += p
        while "\n" in buf: line, _, buf = buf.partition("\n"); yield line
    if buf: yield buf
print(list(lines(["ab", "c\nde", "f\n\ng", "h"])))
