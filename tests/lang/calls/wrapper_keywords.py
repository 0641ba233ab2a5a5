# Functions with *args and **kwargs: sites with keywords that learn them, and what such functions pass on.
import collections
import collections.abc


def show(*args, **kwargs):
    return args, list(kwargs.items())


def mixed(a, b=2, *args, k, o="o", **kwargs):
    return a, b, args, k, o, list(kwargs.items())


def only(a, /, **kwargs):
    return a, kwargs


for i in range(5):
    print(show(1, x=i, y=2), show(x=i), show(1, 2, 3, z=i))
    print(mixed(1, k=i), mixed(1, 5, 6, 7, k=i, q=1, r=2), mixed(b=3, a=4, k=i, o=5), mixed(1, z=0, k=i, b=8))
    print(only(1, a=i, b=2))


def one_site(f, *rest):
    return f(*rest, x=1), f(7, x=2, w=3)


for f in (show, only, lambda a=0, x=9, w=4: (a, x, w), lambda *a, x, **k: (a, x, k), show, dict):
    try:
        print(one_site(f))
    except TypeError as e:
        print("TypeError", e)


# The dict belongs to the callee: changes are not seen by anyone else.
def changes(**kwargs):
    kwargs["new"] = 1
    kwargs.pop("x", None)
    return kwargs


def passes(f, *args, **kwargs):
    first = f(**kwargs)
    second = f(**kwargs)
    return first is second, first, second, kwargs


for _ in range(3):
    print(passes(changes, x=1, y=2))
d = {"x": 1, "y": 2}
print(changes(**d), d, dict(**d) is d, changes(**collections.OrderedDict(d)), changes(**globals()).get("d") is d)


class Mapping:
    def __init__(self, names):
        self.names = names

    def keys(self):
        return self.names

    def __getitem__(self, name):
        return "<%s>" % name


class Broken(Mapping):
    def __getitem__(self, name):
        raise LookupError(name)


print(show(**Mapping(["p", "q"])), show(1, **Mapping("")))
for wrong in (5, [1], None, Broken("k"), {1: 2}, Mapping(["a", 3]), Mapping(["a", "a"])):
    for call in (lambda: show(**wrong), lambda: dict(**wrong), lambda: print(**wrong), lambda: mixed(1, k=0, **wrong)):
        try:
            print(call())
        except (TypeError, LookupError) as e:
            print(type(e).__name__, e)


# Leading arguments in front of one star.
def numbers():
    yield from (1, 2)


class Tuples(tuple):
    def __iter__(self):
        return iter(("mine",))


for star in ((), (1, 2), [3], numbers(), "ab", {4: 5}, Tuples((6, 7)), range(2)):
    print(show(0, *star))
    if not isinstance(star, collections.abc.Iterator):
        print(show("a", "b", *star, k=1), show(0, *star, **{"m": 2}), show(*star))
for wrong in (5, None, object):
    for call in (lambda: show(0, *wrong), lambda: show(*wrong), lambda: show(0, *wrong, **{}), lambda: show(0, k=1, *wrong)):
        try:
            print(call())
        except TypeError as e:
            print("TypeError", e)


# The order of evaluation.
def said(what, value):
    print("say", what)
    return value


print(said("f", show)(said("a", 1), *said("star", (2,)), **said("named", {"k": 3})))
x = [1]
print(show(x, *(x := [2, 3]), **{"y": (x := 4)}), x)


class Wrapped:
    def __init__(self, *args, **kwargs):
        self.got = args, kwargs

    def method(self, *args, **kwargs):
        return show(self.got, *args, **kwargs)

    @classmethod
    def make(cls, *args, **kwargs):
        return cls(*args, **kwargs)

    def __call__(self, *args, **kwargs):
        return args, kwargs


for i in range(3):
    w = Wrapped.make(i, k=i)
    print(w.got, w.method(1, z=i), w(2, y=i), Wrapped(x=i).got, Wrapped.make(*[i], **{"n": i}).got)


def deep(n, *args, **kwargs):
    return deep(n - 1, n, *args[:3], **kwargs) if n else (args, kwargs)


print(deep(50, 1, 2, a=1, b=2))


def many(*args, **kwargs):
    return len(args), sorted(kwargs)


for _ in range(3):
    print(many(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, z=1, y=2))
    print(many(a=1, b=2, c=3, d=4, e=5, f=6, g=7, h=8, i=9), many(a=1, b=2, c=3, d=4, e=5, f=6, g=7, h=8, i=9, j=10, k=11))


# Bound methods of native types, kept in names and in attributes.
class Keeps:
    pass


keeps = Keeps()
total = []
keeps.add = total.append
keeps.get = {1: "one"}.get
keeps.split = "a,b,c".split
add = total.append
for i in range(4):
    keeps.add(i)
    add(-i)
    print(keeps.get(i), keeps.get(i, "no"), keeps.split(","), keeps.split(",", 1), keeps.split(sep=","))
    if i == 2:
        keeps.get = {2: "two", 3: "three"}.get
print(total)
for bad in (lambda: keeps.add(), lambda: keeps.add(1, 2), lambda: keeps.get(), lambda: add()):
    try:
        bad()
    except TypeError as e:
        print(e)
keeps.add = list.append
for i in range(3):
    keeps.add(total, i)
print(total)
