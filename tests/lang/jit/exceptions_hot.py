# Exceptions in and through compiled frames.
import sys


def inner(i):
    if i % 7 == 3:
        raise ValueError(i)
    if i % 11 == 5:
        return {}[i]
    return i


def middle(i):
    try:
        return inner(i)
    finally:
        log.append(i)


def outer(n):
    s = 0
    for i in range(n):
        try:
            s += middle(i)
        except ValueError as e:
            s -= e.args[0]
        except LookupError:
            s += 1000
        else:
            s += 1
    return s


log = []
print(outer(3000), len(log))


def lines():
    try:
        outer2(5000)
    except ZeroDivisionError:
        tb = sys.exc_info()[2]
        out = []
        while tb:
            frame = tb.tb_frame
            out.append((frame.f_code.co_name, tb.tb_lineno, frame.f_locals.get("i"), frame.f_locals.get("s")))
            tb = tb.tb_next
        return out


def divide(a, i):
    s = i * 2
    return a / (4000 - i)


def outer2(n):
    s = 0.0
    for i in range(n):
        s += divide(1.0, i)
        s = s / 2
    return s


print(lines())


def nested(n):
    out = 0
    for i in range(n):
        try:
            try:
                if i % 3 == 0:
                    raise KeyError(i)
                if i % 5 == 0:
                    continue
            except KeyError:
                raise RuntimeError("again") from None
            finally:
                out += 1
        except RuntimeError as e:
            out += len(str(e))
    return out


print(nested(3000))


def recursion(n):
    try:
        return recursion(n + 1)
    except RecursionError:
        return n


depths = {recursion(0) for _ in range(5)}
print(len(depths))
