# Methods of native types that are taken from instances without being called there.
import random


class Stack(list):
    pass


class Named(dict):
    def get(self, key):
        return "own", dict.get(self, key)


def take(o, value):
    add = o.append
    add(value)
    return add.__self__ is o, add.__name__


stack = Stack()
stack.note = 1
plain = []
for i in range(6):
    print(take(stack, i), take(plain, -i))
print(stack, plain)


def getter(d):
    get = d.get
    return get("a")


for d in ({"a": 1}, {"a": 2}, Named(a=3), {"a": 4}, Named(a=5)):
    print(getter(d))

# The class gets another method in its place, and the instance one of its own.
for i in range(5):
    print(take(stack, i))
    if i == 1:
        Stack.append = lambda self, v: list.append(self, ("class", v))
    if i == 2:
        Stack.append = list.insert
        try:
            take(stack, 0)
        except TypeError as e:
            print(e)
        Stack.append = list.append
    if i == 3:
        del Stack.append
print(stack)


class Other:
    pass


Other.append = list.append
Other.pop = {}.pop
for _ in range(3):
    try:
        take(Other(), 1)
    except TypeError as e:
        print(e)
    print(Other().pop("x", 4))


class Shadow(list):
    def __init__(self):
        self.count = 3


s = Shadow()
for i in range(4):
    c = s.count
    print(c if isinstance(c, int) else c(1))
    if i == 1:
        del s.count

rng = random.Random(5)
for _ in range(3):
    bits = rng.getrandbits
    print(bits(8), rng.randint(1, 6), rng.choice("abc"), rng.randrange(3, 9, 2))
for _ in range(4):
    up, sp = "abc".upper, "a b".split
    print(up(), sp(), (5).bit_length(), (2.5).is_integer(), range(3).index(2))
for stop in (3, 0, -2, True, 2**70):
    print(range(stop), range(1, stop), len(range(0, stop)) if stop < 10 else None, list(range(-1, min(stop, 4))))
for bad in ((), ("a",), (1.5,), (1, 2.5), (1, 2, 0), (1, 2, 3, 4)):
    try:
        print(range(*bad))
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
for _ in range(3):
    try:
        range("a")
    except TypeError as e:
        print(e)
    try:
        range(1, None)
    except TypeError as e:
        print(e)
