# With statements over instances that are made there: __enter__ and __exit__ are known functions.
# jit: wait
import sys

log = []


class Plain:
    def __init__(self, n):
        self.n = n

    def __enter__(self):
        return self.n

    def __exit__(self, kind, error, traceback):
        return False


class Swallow:
    def __init__(self, kinds):
        self.kinds = kinds

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        if kind is not None:
            log.append((kind.__name__, str(error), traceback.tb_lineno - traceback.tb_frame.f_code.co_firstlineno))
        return kind is not None and issubclass(kind, self.kinds)


class Rest:
    def __enter__(self, default=3):
        if log == ["deny"]:
            raise ValueError("no entrance")
        return default

    def __exit__(self, *args):
        self.args = len(args)
        if log == ["exit"]:
            raise RuntimeError("no exit")


def plain(n):
    total = 0
    for i in range(n):
        with Plain(i) as k, Rest() as three:
            total += k * three
            if i == 7:
                continue
            if i == n - 2:
                break
    return total


def swallow(n):
    count = 0
    for i in range(n):
        with Swallow((KeyError, ZeroDivisionError)) as s:
            if i % 3 == 0:
                {}[i]
            if i % 3 == 1:
                1 // 0
            count += len(s.kinds)
    return count


def returns(n):
    with Plain(n) as k:
        for i in range(n):
            with Rest():
                if i == 3:
                    return k, i


def fails(what):
    with Plain(1) as a:
        with Rest() as b:
            return a + b + what


for _ in range(400):
    result = plain(20), swallow(9), returns(5), fails(2)
print(*result)
print(len(log), log[-6:])
for how in ("deny", "exit"):
    log[:] = [how]
    try:
        fails(2)
    except Exception as e:
        lines = []
        tb = e.__traceback__
        while tb:
            lines.append((tb.tb_frame.f_code.co_name, tb.tb_lineno - tb.tb_frame.f_code.co_firstlineno))
            tb = tb.tb_next
        print(type(e).__name__, e, lines[1:])
log.clear()
try:
    fails("text")
except TypeError as e:
    print(e, e.__traceback__.tb_next.tb_lineno - fails.__code__.co_firstlineno)


# Who stands where while __enter__ and __exit__ run.
class Looks:
    def __enter__(self):
        f = sys._getframe(1)
        return f.f_code.co_name, f.f_lineno - f.f_code.co_firstlineno, sorted(f.f_locals)

    def __exit__(self, *args):
        f = sys._getframe(1)
        self.seen.append((f.f_lineno - f.f_code.co_firstlineno, f.f_locals["x"][0]))

    seen = []


def looks():
    here = 1
    with Looks() as x:
        here += 1
    return x, Looks.seen[-1]


for _ in range(400):
    seen = looks()
print(*seen)


# The class changes; an instance gets another class before it is entered.
class Other:
    def __enter__(self):
        return 1000

    def __exit__(self, *args):
        return True


class Changes:
    other = False

    def __init__(self):
        if Changes.other:
            self.__class__ = Other

    def __enter__(self):
        return 1

    def __exit__(self, *args):
        return False


def changing():
    total = 0
    for i in range(10):
        with Changes() as x:
            total += x
    return total


for _ in range(400):
    before = changing()
Changes.other = True
between = changing()
Changes.other = False
Changes.__enter__ = lambda self: 50
print(before, between, changing())
del Changes.__exit__
try:
    changing()
except TypeError as e:
    print(e)
