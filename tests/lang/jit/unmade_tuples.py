# jit: wait
# Tuples that compiled code does not make, where an exit, an exception, locals() or a debugger asks for them after all.
import sys


def swap_out(pair):
    (a, b) = pair
    return b - a


def differences(n, odd):
    total = 0
    for i in range(n):
        pair = (i, i * 2)
        total += swap_out((i, odd if i == n - 3 else i + 3)) + swap_out(pair)
    return total, pair


for i in range(60):
    r = differences(800, 7)
print(r, differences(800, 7.5), differences(800, 2 ** 70))
try:
    differences(800, "x")
except TypeError as e:
    tb = e.__traceback__
    while tb.tb_next:
        tb = tb.tb_next
    print(e, tb.tb_frame.f_code.co_name, tb.tb_frame.f_locals)


# The same tuple in two variables, and one in another, is one object.
def twice(n, limit):
    last = None
    for i in range(n):
        t = u = (i, 1.5)
        w = (t, i)
        x = t[0] + u[1] + w[1] + (1 if i < limit else "s")
    return x


for i in range(60):
    twice(900, 900)
try:
    twice(900, 500)
except TypeError as e:
    names = e.__traceback__.tb_next.tb_frame.f_locals if e.__traceback__.tb_next else e.__traceback__.tb_frame.f_locals
    print(names["t"], names["t"] is names["u"], names["w"][0] is names["t"], names["w"])


# Calls that look at the frame.
def looks(n, at):
    seen = []
    for i in range(n):
        t = (i, i + 1)
        a, b = t
        if b == at:
            seen.append(sorted(sys._getframe().f_locals.items(), key=lambda item: item[0])[-1])
            seen.append(locals()["t"] == (a, b))
    return seen


for i in range(40):
    looks(1000, -1)
print(looks(1000, 600))


# Exceptions that are handled in the loop itself.
def handled(n, divisor):
    r = []
    for i in range(n):
        t = (i, i - divisor)
        try:
            a, b = t
            r.append(a // b)
        except ZeroDivisionError:
            r.append(t)
    return r


for i in range(60):
    h = handled(600, 599)
print(h[-1], handled(600, 300)[299:302])


# Boxed floats and big ints among the items.
def boxed(n, big, tiny):
    s = 0
    for i in range(n):
        t = (tiny * i, big, i)
        x, y, z = t
        s += z
        if i == n - 1:
            return s + "end" if x else s
    return s


for i in range(50):
    boxed(1000, 2 ** 80, 0.0)
try:
    boxed(1000, 2 ** 80, 1e-300)
except TypeError as e:
    print(e, e.__traceback__.tb_next.tb_frame.f_locals["t"])
