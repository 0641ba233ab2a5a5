# f(*args, **kwargs) of all kinds of callables.
import sys


def f(a, b=2, *rest, c=3, **others):
    return a, b, rest, c, others


def plain(a, b=2):
    return a, b


class A:
    def __init__(self, a=0, *rest, **others):
        self.seen = a, rest, others

    def m(self, *args, **kw):
        return self.seen, args, kw

    @classmethod
    def make(cls, *args, **kw):
        return cls(*args, **kw)

    def __call__(self, *args, **kw):
        return "called", args, kw


class B(A):
    def __init__(self, *args, **kw):
        super().__init__(*args, **kw)


class New:
    def __new__(cls, *args, **kw):
        self = object.__new__(cls)
        self.new = args, kw
        return self

    def __init__(self, *args, **kw):
        self.seen = args, kw


class Meta(type):
    def __call__(cls, *args, **kw):
        return "meta", args, kw


class WithMeta(metaclass=Meta):
    def __init__(self, *args):
        print("never")


def wrap(function):
    def wrapper(*args, **kw):
        return function(*args, **kw)

    return wrapper


for _ in range(3):
    for function in [f, plain, A, B, New, WithMeta, A(1).m, B(2, x=3).m, A(), A.make, B.make, B().make, wrap(f), wrap(wrap(plain)), dict, "{} {}".format]:
        for args, kw in [((), {}), ((1,), {}), ((1, 2), {}), ((1, 2, 3), {"c": 4}), ((), {"a": 1, "b": 2}), ((1,), {"a": 2})]:
            try:
                r = function(*args, **kw)
                print(getattr(r, "new", ""), getattr(r, "seen", r))
            except (TypeError, IndexError, ValueError) as e:
                print(type(e).__name__, e)

print(f(*range(300))[2][-1], len(f(**{f"k{i}": i for i in range(200)}, a=1)[4]))
print(wrap(wrap(f))(*range(40), **{"c": 1, "z": 2}))
try:
    plain(**{1: 2})
except TypeError as e:
    print(e)
try:
    A().m(**{1: 2})
except TypeError as e:
    print(e)


def deep(n, *args, **kw):
    return n if n == 0 else deep(n - 1, *args, **kw)


class Deep:
    def __init__(self, n, *args, **kw):
        self.inner = Deep(n - 1, *args, **kw) if n else None

    def m(self, n, *args):
        return self.m(n - 1, *args, n) if n else args


print(deep(400, 1, 2, x=3), Deep(300, 1).inner.inner is not None, len(Deep(0).m(300, *range(100))))
for function in (deep, Deep, Deep(0).m):
    try:
        function(sys.getrecursionlimit() + 50)
    except RecursionError as e:
        print(str(e)[:32])


class Strange(A):
    __slots__ = ()

    def __init__(self, *args, **kw):
        raise ValueError(args, kw)


for _ in range(3):
    try:
        Strange(*[1, 2], **{"x": 1})
    except ValueError as e:
        print(e, e.__traceback__.tb_next.tb_frame.f_code.co_name)


class NotNone:
    def __init__(self, *args):
        return args


try:
    NotNone(*[1])
except TypeError as e:
    print(e)
