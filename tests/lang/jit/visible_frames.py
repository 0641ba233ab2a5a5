# What frames show while compiled code runs in them.
import sys


def look(depth):
    f = sys._getframe(depth)
    return f.f_code.co_name, f.f_lineno, sorted((k, v) for k, v in f.f_locals.items() if isinstance(v, (int, float, str)))


def hot(n):
    total = 0.5
    seen = None
    for i in range(n):
        half = i / 2
        total += half
        if i == n - 2:
            seen = look(1)
        tail = i * 2
        unused = half + 1
    return seen, locals().keys() & {"total", "tail", "half", "unused"}, total


for n in (5, 50, 5000):
    seen, keys, total = hot(n)
    print(seen, sorted(keys), total)


def frames(n):
    f = None
    for i in range(n):
        x = i * 3
        if i == n - 1:
            f = sys._getframe()
    y = x + 1
    return f


f = frames(4000)
print({k: v for k, v in f.f_locals.items() if k != "f"}, f.f_code.co_name)


def deleted(n):
    out = 0
    for i in range(n):
        a = i
        if i % 3 == 0:
            del a
        try:
            out += a
        except UnboundLocalError as e:
            out += 1
            text = str(e)
    return out, text


print(deleted(3000))
