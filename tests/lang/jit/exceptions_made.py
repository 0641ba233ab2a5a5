"""Exceptions that compiled code makes, matches and handles: what is seen of them afterwards."""
# jit: wait
import sys
import traceback

ROUNDS = 300


class Plain(Exception):
    pass


class Derived(Plain):
    pass


class Coded(Exception):
    def __init__(self, code, *, text="none"):
        super().__init__(code)
        self.code = code
        self.text = text


class Bare(Exception):
    def __init__(self, code):
        self.code = code


class New(Exception):
    def __new__(cls, *args):
        made.append(args)
        return super().__new__(cls, *args)


class Meta(type):
    def __call__(cls, *args):
        return super().__call__("meta", *args)


class WithMeta(Exception, metaclass=Meta):
    pass


class Slotted(Exception):
    __slots__ = ("x",)

    def __init__(self, x):
        self.x = x


class Final(Exception):
    def __del__(self):
        pass


made = []


def seen(e):
    tb = [(s.name, s.lineno - BASE) for s in traceback.extract_tb(e.__traceback__)]
    return type(e).__name__, e.args, repr(e.__context__), repr(e.__cause__), e.__suppress_context__, tb, repr(sys.exc_info()[1])


BASE = 0


def warm(f, *args):
    for _ in range(ROUNDS):
        r = f(*args)
    return r


def of_class(cls):
    try:
        raise cls
    except Exception as e:
        return seen(e)


def with_arguments(x):
    out = []
    try:
        raise ValueError(x)
    except ValueError as e:
        out.append(seen(e))
    try:
        raise KeyError
    except (IndexError, LookupError) as e:
        out.append(seen(e))
    try:
        raise Derived(x, x)
    except (KeyError, Plain) as e:
        out.append(seen(e))
    try:
        raise Plain()
    except Derived:
        out.append("wrong")
    except Exception as e:
        out.append(seen(e))
    try:
        raise Coded(x, text="t")
    except Coded as e:
        out.append((seen(e), e.code, e.text, e.__dict__))
    try:
        raise Coded(x)
    except Coded as e:
        out.append((seen(e), e.code, e.text))
    try:
        raise Bare(x)
    except Bare as e:
        out.append((seen(e), e.code))
    try:
        raise New(x)
    except New as e:
        out.append((seen(e), made.pop()))
    try:
        raise WithMeta(x)
    except WithMeta as e:
        out.append(seen(e))
    try:
        raise Slotted(x)
    except Slotted as e:
        out.append((seen(e), e.x))
    try:
        raise Final(x)
    except Final as e:
        out.append(seen(e))
    try:
        raise OSError(2, "gone", "file")
    except FileNotFoundError as e:
        out.append((seen(e), e.errno, e.filename))
    try:
        raise StopIteration(x)
    except StopIteration as e:
        out.append((seen(e), e.value))
    return out


for r in warm(with_arguments, 7):
    print(r)
for r in with_arguments(None):
    print(r)


def nested(x):
    out = []
    try:
        try:
            raise KeyError(x)
        except KeyError as e:
            out.append(repr(sys.exc_info()[1]))
            try:
                raise Plain(x)
            except Plain as p:
                out.append((seen(p), repr(sys.exc_info()[1])))
            out.append(repr(sys.exc_info()[1]))
            raise Derived(x) from e
    except Plain as e:
        out.append(seen(e))
    out.append(sys.exc_info())
    try:
        try:
            raise Coded(x)
        except Coded:
            raise
    except Exception as e:
        out.append(seen(e))
    try:
        try:
            raise Plain(x)
        finally:
            out.append(repr(sys.exc_info()[1]))
    except Plain as e:
        out.append(seen(e))
    try:
        raise ValueError(x) from None
    except ValueError as e:
        out.append(seen(e))
    return out


for r in warm(nested, 3):
    print(r)


def check(x):
    if x & 1:
        raise Plain(x)
    return x


def checked(n):
    t = 0
    for i in range(n):
        try:
            t += check(i)
        except Plain as e:
            t += 100 * e.args[0] + len(traceback.extract_tb(e.__traceback__))
        except ValueError:
            t = -1
    return t, sys.exc_info()[1]


print(warm(checked, 9))


def handler_leaves(n, what):
    t = 0
    for i in range(n):
        try:
            raise KeyError(i)
        except KeyError:
            t += what if i == n - 1 else 1
            if t == -5:
                return t, repr(sys.exc_info()[1])
            if i == 2:
                continue
            if i == 6:
                break
    return t, sys.exc_info()[1]


print(warm(handler_leaves, 5, 1), handler_leaves(5, 2.5), handler_leaves(1, -5), handler_leaves(20, 1), handler_leaves(3, 2 ** 70))


def handled_in_call(n):
    try:
        raise KeyError(n)
    except KeyError:
        return helper(n)


def helper(n):
    try:
        raise Plain(n)
    except Plain as e:
        return repr(e.__context__), repr(sys.exc_info()[1])


print(warm(handled_in_call, 4), sys.exc_info())


def in_generator(n):
    for i in range(n):
        try:
            raise KeyError(i)
        except KeyError:
            yield repr(sys.exc_info()[1])
        yield sys.exc_info()[1]


def drive(n):
    try:
        raise Plain("outer")
    except Plain:
        return list(in_generator(n)), repr(sys.exc_info()[1])


print(warm(drive, 2))


# What is not a class, and classes that change.
def wrong(e, kind):
    try:
        raise e
    except kind as caught:
        return repr(caught)


def report(f, *args):
    try:
        print(f(*args))
    except BaseException as e:
        print(type(e).__name__, e, repr(e.__context__))


warm(wrong, Plain, Plain)
report(wrong, 5, TypeError)
report(wrong, int, TypeError)
report(wrong, Plain, int)
report(wrong, Plain, (ValueError, (Plain,)))
report(wrong, Plain(1), (ValueError, Derived))
report(wrong, KeyboardInterrupt, KeyboardInterrupt)
kinds = (ValueError, Plain)


def of_tuple():
    try:
        raise Derived(1)
    except kinds as e:
        return repr(e)


print(warm(of_tuple))
kinds = (ValueError,)
report(of_tuple)


def changing():
    try:
        raise Changing(1)
    except Exception as e:
        return seen(e)


class Changing(Plain):
    pass


print(warm(changing))
Changing.__init__ = lambda self, x: made.append(("init", x))
print(changing(), made.pop())
del Changing.__init__
Changing.__new__ = lambda cls, x: Plain.__new__(Plain, "other", x)
print(changing())
del Changing.__new__
Changing.__bases__ = (Derived,)
print(changing())
Changing = int
print(changing())
print([of_class(c)[:2] for _ in range(40) for c in (Plain, KeyError, Coded, int)][-4:])
