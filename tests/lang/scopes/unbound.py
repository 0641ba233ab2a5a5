"""NameError and UnboundLocalError: messages, suggestions not part of str, name attribute."""
def f(flag):
    if flag: v = 1
    return v
print(f(True))
for action in (lambda: f(False), lambda: undefined_name_1, lambda: [undefined_name_2 for _ in [1]]):
    try:
        action()
    except NameError as error:
        print(type(error).__name__, error, error.name, error.args)
def loop():
    for i in []: pass
    try: return i
    except UnboundLocalError as e: return str(e)
print(loop())
def aug():
    try: counter += 1
    except UnboundLocalError as e: return str(e)
print(aug())
def withdel():
    x = 1
    for _ in range(2):
        try:
            del x
            print("deleted")
        except UnboundLocalError as e: print(e)
withdel()
def exc():
    e = "before"
    try: raise ValueError
    except ValueError as e: pass
    try: return e
    except UnboundLocalError as err: return str(err)
print(exc())
def branch(n):
    while n:
        n -= 1
        if n == 1: late = "set"
        try: print(late)
        except UnboundLocalError: print("unbound")
branch(3)
def tryit():
    try:
        q = 1 / 0
    except ZeroDivisionError: pass
    try: return q
    except UnboundLocalError as e: return str(e)
print(tryit())
def gen():
    yield 1
    yield nope
    nope = 1
g = gen(); next(g)
try: next(g)
except UnboundLocalError as e: print(e)
class C:
    def m(self): return missing_in_method
try: C().m()
except NameError as e: print(e, e.name)
try:
    class D: x = undefined_in_class
except NameError as e: print(e)
print(NameError("m", name="n").name, NameError().name, UnboundLocalError.__mro__)
match 5:
    case 6 as bound: pass
try: bound
except NameError as e: print(e)
