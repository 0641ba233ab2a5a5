"""Exceptions raised in the middle of hot loops leave variables as they were."""
def safe(items):
    good = bad = 0
    last = None
    for x in items:
        try:
            y = 10 / x
            last = y
            good += 1
        except ZeroDivisionError: bad += 1
        except TypeError as e:
            bad += 10
            last = type(e).__name__
        finally: good += 0
    return good, bad, last
print(safe([1, 2, 0, 5, "a", 4]), safe([0] * 3), safe([]), safe([2.5, None, 0.0, 10**30]))
def index_error(l, n):
    i = 0
    try:
        while True:
            l[i] += 1
            i += n
    except IndexError: return i, l
print(index_error([1, 2, 3], 1), index_error([1, 2, 3], 2), index_error([], 1))
def key_error(d, keys):
    out = []
    for k in keys:
        try: out.append(d[k])
        except KeyError as e: out.append(("missing", e.args[0])); d[k] = 0
    return out, d
print(key_error({"a": 1}, "abab"))
def attr(objs):
    n = 0
    for o in objs:
        try: n += o.v
        except AttributeError: n -= 1
    return n
class A: v = 5
class B: pass
print(attr([A(), B(), A(), 5, A()]))
def nested(n):
    trace = []
    for i in range(n):
        try:
            try:
                if i % 3 == 0: raise ValueError(i)
                if i % 3 == 1: raise KeyError(i)
                trace.append(i)
            except ValueError as e:
                trace.append(-e.args[0])
                if i: raise RuntimeError("inner") from e
            else: trace.append("else")
        except (KeyError, RuntimeError) as e: trace.append(type(e).__name__)
    return trace
print(nested(7))
def partial_store(l, x):
    try: l[0], l[1], l[2 * x] = 1, 2, 3
    except IndexError: return l
print(partial_store([0, 0], 1), partial_store([0, 0, 0], 1))
def stop(it):
    it = iter(it)
    out = []
    while True:
        try: out.append(next(it))
        except StopIteration: break
        else: out.append("|")
    return out
print(stop("abc"), stop([]), stop(range(2)))
def overflow(n):
    for i in range(n):
        try: x = 2.0 ** (i * 300)
        except OverflowError as e: return i, str(e)
    return x
print(overflow(3), overflow(10))
