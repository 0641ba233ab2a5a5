# The recursion limit in compiled code: the same depth as anywhere, and one can go on after it.
import sys


def down(n):
    return 0 if n == 0 else 1 + down(n - 1)


def depth(f):
    """How often f calls itself before the limit."""
    reached = 0

    def note():
        nonlocal reached
        reached += 1

    try:
        f(note)
    except RecursionError as e:
        return reached, str(e)


def forever(note):
    note()
    forever(note)


def even(note):
    note()
    odd(note)


def odd(note):
    note()
    even(note)


class Node:
    def visit(self, note):
        note()
        return self.visit(note) + 1

    @property
    def deep(self):
        return self.deep + 1

    def __call__(self, note):
        note()
        self(note)


def generated(note):
    note()
    yield from generated(note)


for limit in (150, 400, 1000):
    sys.setrecursionlimit(limit)
    for _ in range(3):
        print(limit, depth(forever), depth(even), depth(Node().visit))
    print(depth(lambda note: list(generated(note)))[1])
    print(depth(Node())[1])
    try:
        Node().deep
    except RecursionError as e:
        print(type(e).__name__, e)

# Hot first, then deep.
sys.setrecursionlimit(5000)
for _ in range(40):
    down(100)
print(down(4000))
sys.setrecursionlimit(200)
try:
    down(500)
except RecursionError as e:
    frames, tb = [], e.__traceback__
    while tb:
        frames.append((tb.tb_frame.f_code.co_name, tb.tb_lineno))
        tb = tb.tb_next
    print(len(frames), frames[:3], frames[-1])
print(down(100))
sys.setrecursionlimit(1000)

# An exception on its way through many compiled frames, each with a handler that looks at it.
seen = []


def layered(n):
    try:
        if n == 0:
            raise KeyError("bottom")
        return layered(n - 1)
    except KeyError as e:
        if n % 50 == 0:
            seen.append((n, e.__traceback__.tb_lineno))
        raise
    finally:
        if n % 100 == 0:
            seen.append(-n)


for _ in range(20):
    seen.clear()
    try:
        layered(300)
    except KeyError as e:
        count, tb = 0, e.__traceback__
        while tb:
            count += 1
            tb = tb.tb_next
print(count, seen)
