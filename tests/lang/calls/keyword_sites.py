# Call sites with keywords remember which parameters they name: what they call changes under them.
import sys


def f(a, b=2, c=3):
    return "f", a, b, c


def g(c, b, a=9):
    return "g", a, b, c


def h(a, *, b=5, c):
    return "h", a, b, c


def anything(a, **rest):
    return "anything", a, rest


def star(*args, b=1, c=2, **rest):
    return "star", args, b, c, rest


def only(a, /, b, **rest):
    return "only", a, b, rest


class Thing:
    def f(self, a, b=2, c=3):
        return "Thing.f", a, b, c

    @staticmethod
    def s(a, b=2, c=3):
        return "Thing.s", a, b, c

    @classmethod
    def k(cls, a, b=2, c=3):
        return cls.__name__, a, b, c


class Derived(Thing):
    def f(self, c, a, b=7):
        return "Derived.f", a, b, c


class Made:
    def __init__(self, a, b=2, *, c=3):
        self.all = a, b, c


class Called:
    def __call__(self, a, b=1, c=0):
        return "Called", a, b, c


def attempt(function, *args, **kw):
    try:
        return function(*args, **kw)
    except TypeError as e:
        return str(e)


def site(function):
    return function(1, c=3, b=20)


def many():
    for function in [f, f, g, h, f, anything, star, Made, Called(), Thing().f, Derived().f, print, f]:
        try:
            result = site(function)
            print(getattr(result, "all", result))
        except TypeError as e:
            print("TypeError:", e)


many()
many()

# More functions than a site remembers.
makers = [eval(f"lambda x, b=0, c={i}: ({i}, x, b, c)") for i in range(12)]
for _ in range(2):
    print([site(m) for m in makers])

# The same code with other defaults.


def make(default):
    def inner(a, b=default, *, c=default):
        return a, b, c

    return inner


def call_inner(function):
    return function(a=1)


functions = [make(1), make([2]), make(None)]
print([call_inner(function) for function in functions for _ in range(2)])
functions[0].__defaults__ = (100,)
functions[0].__kwdefaults__ = {"x": 1, "c": 300}
print(call_inner(functions[0]))
functions[0].__kwdefaults__["c"] = 301
print(call_inner(functions[0]))
functions[0].__defaults__ = None
print(attempt(call_inner, functions[0]))
functions[0].__defaults__ = (1, 2, 3)
print(call_inner(functions[0]))
del functions[0].__kwdefaults__
print(attempt(call_inner, functions[0]))
functions[1].__kwdefaults__ = None
print(attempt(call_inner, functions[1]))
print(call_inner(functions[2]))

# A function whose code is replaced.


def before(a, b, c):
    return "before", a, b, c


def after(c, a, b):
    return "after", a, b, c


def call_before():
    return before(a=1, c=3, b=2)


print(call_before(), call_before())
before.__code__ = after.__code__
print(call_before(), call_before())

# Methods, with and without a receiver in front.


def method_site(o):
    return o.f(10, c=1)


class Holder:
    pass


holder = Holder()
holder.f = f
for o in [Thing(), Thing(), Derived(), holder, Thing, Thing(), holder, Derived()]:
    try:
        print(method_site(o))
    except TypeError as e:
        print("TypeError:", e)


def static_site(o):
    return o.s(1, c=4), o.k(a=1, c=4)


print(static_site(Thing()), static_site(Thing), static_site(Derived()), static_site(Derived))

# What is wrong with a call is told each time.
for _ in range(3):
    for function, args, kw in [
        (f, (1,), {"a": 2}),
        (f, (1,), {"d": 2}),
        (f, (), {"b": 2}),
        (h, (1,), {"b": 2}),
        (only, (), {"a": 1, "b": 2}),
        (anything, (1,), {"a": 2}),
        (star, (1, 2), {"b": 3, "d": 4}),
        (only, (1,), {"a": 2, "b": 3}),
    ]:
        print(attempt(function, *args, **kw))

print(star(1, 2, 3), star(b=1, z=2), star(*range(20), c=1, **{"q": 1, "r": 2}))
print(anything(a=1), anything(1, b=2, c=3), anything(**{"a" + "": 1, "".join(["x", "y"]): 2}))
print(attempt(f, **{"".join(["a"]): 1, "".join(["b"]): 5}))
print(attempt(anything, 1, **{"".join(["a"]): 1}))

# Locals behind the parameters are unbound, deep recursion ends as it should, exceptions pass through.


def unbound(a, b=1, *, c=2):
    if a:
        late = a
    try:
        return late
    except UnboundLocalError as e:
        return str(e)


for a in (1, 0, 1, 0):
    print(unbound(a, c=3), unbound(a=a), unbound(b=2, a=a))


def deep(n, *, step=1):
    return 0 if n <= 0 else 1 + deep(n - step, step=step)


print(deep(500), deep(500, step=2))
try:
    deep(sys.getrecursionlimit() + 100, step=1)
except RecursionError as e:
    print(e)
print(deep(300, step=1))


def fails(a, b=None):
    raise ValueError(a, b)


for i in range(3):
    try:
        fails(b=i, a="x")
    except ValueError as e:
        print(e.args, e.__traceback__.tb_next.tb_frame.f_locals)


# Generators and coroutines made by calls with keywords.
def numbers(start, *, stop, step=1):
    while start < stop:
        yield start
        start += step


for _ in range(3):
    print(list(numbers(0, stop=3)), list(numbers(step=2, stop=6, start=1)))

wide = eval("lambda " + ", ".join(f"p{i}={i}" for i in range(40)) + ": p0 + p39")
print([wide(p39=1) for _ in range(3)], [wide(p0=100, p39=i) for i in range(3)])
ten = eval("lambda a, b, c, d, e, f, g, h, i, j, k=0: (a, b, c, d, e, f, g, h, i, j, k)")
for _ in range(3):
    print(ten(j=1, i=2, h=3, g=4, f=5, e=6, d=7, c=8, b=9, a=10), ten(1, i=2, h=3, g=4, f=5, e=6, d=7, c=8, b=9, j=10, k=11))
