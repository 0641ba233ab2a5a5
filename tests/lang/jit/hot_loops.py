# jit: wait
# Functions whose loops are entered again and again, and what is hoisted, folded and inlined in them.
import sys


class Grid:
    def __init__(self, width, height):
        self.width, self.height = width, height
        self.items = [float(i % 7) for i in range(width * height)]

    def index(self, x, y):
        if 0 <= x < self.width and 0 <= y < self.height:
            return y * self.width + x
        raise IndexError("outside of the grid")

    def __getitem__(self, place):
        if isinstance(place, tuple):
            (x, y) = place
            return self.items[self.index(x, y)]
        return self.items[place]

    def __setitem__(self, place, value):
        (x, y) = place
        self.items[self.index(x, y)] = value


def relax(grid, rounds, border=1):
    for _ in range(rounds):
        for y in range(border, grid.height - border):
            for x in range(border, grid.width - border):
                grid[x, y] = 0.25 * (grid[x, y - 1] + grid[x, y + 1] + grid[x - 1, y] + grid[x + 1, y])
    return grid[1, 1] + grid[5]


grid = Grid(12, 12)
for i in range(40):
    last = relax(grid, 6)
print(round(last, 6), round(sum(grid.items), 6))
for border in (0, -1):
    try:
        relax(grid, 1, border)
    except IndexError as e:
        # The frames of inlined calls, with the tuple that was only taken apart.
        tb = e.__traceback__
        while tb:
            shown = {k: v for k, v in tb.tb_frame.f_locals.items() if isinstance(v, (int, tuple)) and k != "border"}
            if tb.tb_frame.f_code.co_name != "<module>":
                print(tb.tb_frame.f_code.co_name, shown)
            tb = tb.tb_next


# What comes round a loop is the object that went in, until it is another one.
class Node:
    def __init__(self, value, next=None):
        self.value, self.next = value, next


class Other(Node):
    def __init__(self, value):
        self.extra = 1
        self.value, self.next = value, None


def total(node, times, swap=None):
    s = 0
    for i in range(times):
        if swap is not None and i == times // 2:
            node = swap
        s += node.value
        if i == 7:
            node.value += 1
    return s


a, b = Node(1), Other(2.5)
for i in range(60):
    r = total(a, 1000)
print(r, total(a, 1000, b), total(b, 10, a))
for bad in (Node("s"), None):
    try:
        total(a, 100, bad)
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)


# isinstance() of what is known, and classes that change.
class Base:
    pass


class Derived(Base):
    def kind(self):
        return (isinstance(self, Base), isinstance(self, (int, Derived)), isinstance(self, str))


class Proxy:
    __class__ = property(lambda self: Base)

    def kind(self):
        return (isinstance(self, Base), isinstance(self, Proxy), isinstance(self, (int, str)))


def kinds(v, n):
    found = []
    for i in range(n):
        k = (v.kind(), isinstance(i, int), isinstance(i, (str, float)), isinstance(i * 0.5, float), isinstance(i > 1, int))
        if not found or found[-1] != k:
            found.append(k)
    return found


d, p = Derived(), Proxy()
for i in range(50):
    kinds(d, 800)
    kinds(p, 800)
print(kinds(d, 800))
print(kinds(p, 800))


class Empty:
    pass


Derived.__bases__ = (Empty,)
print(kinds(d, 50))
d.__class__ = type("Third", (Derived, Base), {})
print(kinds(d, 50))


# Tracing and signals that begin within a call which is inlined into a loop.
def leaf(i):
    return i + 1


def start(i, at):
    if i == at:
        sys.settrace(tracer)
    return i


seen = []


def tracer(frame, event, argument):
    seen.append((frame.f_code.co_name, event))
    return None


def traced(n, at):
    s = 0
    for i in range(n):
        start(i, at)
        s += leaf(i)
    return s


for i in range(60):
    traced(1000, -1)
traced(1000, 998)
sys.settrace(None)
print([name for name in seen if name[0] in ("leaf", "start")])
