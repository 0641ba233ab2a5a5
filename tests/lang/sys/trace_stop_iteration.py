# Which ends of iterators a trace function is told of as an exception.
import sys
def gen(v):
    yield 1
    return v
class It:
    n = 0
    def __iter__(self): return self
    def __next__(self):
        if self.n: raise StopIteration
        self.n = 1
        return 1
def tr(f, e, a):
    if f.f_code.co_filename == __file__:
        log.append((f.f_code.co_name, e, f.f_lineno - f.f_code.co_firstlineno, a[0].__name__ if e == 'exception' else None))
    return tr
def a():
    for i in gen(None): pass
def b():
    for i in gen(5): pass
def c():
    for i in It(): pass
def d():
    for i in [1]: pass
    for i in iter(lambda: 1, 1): pass
def e():
    x = [i for i in It()]
    return list(It()), tuple(gen(3)), [*gen(4)]
def g():
    def h(): 
        r = yield from gen(7)
        r = yield from iter([1])
    list(h())
for fn in (a, b, c, d, e, g):
    log = []
    sys.settrace(tr)
    try: fn()
    finally: sys.settrace(None)
    print(fn.__name__)
    for l in log: print("  ", *l)
