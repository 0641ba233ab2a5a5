"""_lsprof through cProfile: who was called how often, by whom; times with a timer of the program's own."""
import cProfile

def leaf(): return len("abc")
def fact(n): return 1 if n < 2 else n * fact(n - 1)
def work():
    leaf(); leaf()
    fact(4)
    try: int("x")
    except ValueError: pass
    [].append(max(1, 2))

def counts(profile):
    rows = {}
    for e in profile.getstats():
        name = e.code if isinstance(e.code, str) else e.code.co_name
        calls = sorted((c.code if isinstance(c.code, str) else c.code.co_name, c.callcount, c.reccallcount) for c in e.calls or ())
        rows[name] = (e.callcount, e.reccallcount, calls)
    return rows

p = cProfile.Profile()
p.enable()
work()
p.disable()
for name, row in sorted(counts(p).items()):
    if "disable" not in name: print(name, *row)

p = cProfile.Profile(subcalls=False, builtins=False)
p.runcall(work)
for name, row in sorted(counts(p).items()): print(name, *row)
p.clear()
print(p.getstats())

clock = 0
def timer():
    global clock
    clock += 1
    return clock
p = cProfile.Profile(timer, 0.5, builtins=False)
p.runcall(leaf)
for e in p.getstats(): print(e.code.co_name, e.callcount, e.totaltime, e.inlinetime)
