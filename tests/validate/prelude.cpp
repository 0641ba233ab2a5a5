// The part that all generated programs share.
#include "tests/validate/grammar.h"

namespace typhon::validate {

const char* const kPrelude = R"PY(import gc
import math
import sys
from _functools import reduce
from itertools import islice

sys.setrecursionlimit(400)


class Base:
    """Shows its attributes; takes part in operators."""
    kind = 1
    shared = []

    def __init__(self, a=1, b=2):
        self.a = a
        self.b = b

    def __repr__(self):
        return f'{type(self).__name__}({", ".join(f"{k}={show(v, 1)}" for k, v in sorted(self.__dict__.items()))})'

    def get(self, x=0):
        return self.a

    def put(self, x=0):
        self.b = wrap(as_int(x))
        return self

    def mix(self, x=0):
        return self.b


class Other(Base):
    kind = 2

    def get(self, x=0):
        return self.b


class Slotted:
    __slots__ = ('a', 'b', 'c', 'd')
    kind = 3

    def __init__(self, a=1, b=2):
        self.a = a
        self.b = b

    def __repr__(self):
        return f'Slotted({", ".join(show(getattr(self, k, "unset"), 1) for k in self.__slots__)})'

    def get(self, x=0):
        return self.a

    def put(self, x=0):
        self.b = wrap(as_int(x))
        return self

    def mix(self, x=0):
        return self.b


class Matrix:
    """Every operator."""

    def __init__(self, n):
        self.n = n

    def __repr__(self):
        return f'Matrix({self.n!r})'

    def __matmul__(self, other):
        return Matrix(wrap(self.n * 3 + as_int(other)))

    def __rmatmul__(self, other):
        return Matrix(as_int(other) - self.n)

    def __imatmul__(self, other):
        self.n = wrap(self.n + 1)
        return self

    def __add__(self, other):
        if isinstance(other, str):
            return NotImplemented
        return Matrix(wrap(self.n + as_int(other)))

    def __radd__(self, other):
        return Matrix(wrap(as_int(other) + self.n))

    def __mul__(self, other):
        return wrap(self.n * as_int(other))

    __rmul__ = __mul__

    def __lt__(self, other):
        return self.n < as_int(other)

    def __eq__(self, other):
        return isinstance(other, Matrix) and self.n == other.n

    def __hash__(self):
        return self.n & 7

    def __index__(self):
        return self.n & 15

    def __int__(self):
        return self.n

    def __neg__(self):
        return Matrix(-self.n)

    def __pos__(self):
        return self

    def __invert__(self):
        return ~self.n

    def __bool__(self):
        return self.n % 3 != 0

    def __len__(self):
        return self.n & 7

    def __getitem__(self, i):
        if isinstance(i, slice):
            return [i.start, i.stop, i.step]
        if as_int(i) > 5:
            raise IndexError(i)
        return wrap(self.n + as_int(i))

    def __setitem__(self, i, v):
        self.n = wrap(as_int(v))

    def __delitem__(self, i):
        self.n = 0

    def __contains__(self, x):
        return as_int(x) % 2 == 0

    def __call__(self, *args, **kwargs):
        return wrap(self.n + len(args) * 10 + len(kwargs))

    def __getattr__(self, name):
        if name.startswith('_'):
            raise AttributeError(name)
        return len(name)

    def __enter__(self):
        return self.n

    def __exit__(self, kind, value, trace):
        self.n = wrap(self.n + 1)
        return kind is not None and issubclass(kind, ArithmeticError) and self.n % 2 == 0


class Steps:
    """An iterator."""

    def __init__(self, n):
        self.n = n % 8

    def __iter__(self):
        return self

    def __next__(self):
        if self.n <= 0:
            raise StopIteration
        self.n -= 1
        return self.n


class Awaits:
    """What can be awaited and iterated over asynchronously."""

    def __init__(self, n):
        self.n = n % 6

    def __await__(self):
        got = yield self.n
        return as_int(got)

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.n <= 0:
            raise StopAsyncIteration
        self.n -= 1
        return self.n

    async def __aenter__(self):
        return self.n

    async def __aexit__(self, kind, value, trace):
        return kind is ZeroDivisionError


class Described:
    """A data descriptor."""

    def __set_name__(self, owner, name):
        self.name = '_' + name

    def __get__(self, instance, owner=None):
        return self if instance is None else instance.__dict__.get(self.name, 7)

    def __set__(self, instance, value):
        instance.__dict__[self.name] = value


class LazyValue:
    """A descriptor without __set__: what it finds takes its place in the instance."""

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        instance.__dict__['value'] = instance.n * 2
        return instance.n


class Lazy:
    value = LazyValue()

    def __init__(self, n):
        self.n = n

    def __getattr__(self, name):
        return (name, self.n)


class Proxy:
    """Hands on what it has not got itself."""

    def __init__(self, target):
        self.target = target
        self.calls = 0

    def __getattr__(self, name):
        self.calls += 1
        return getattr(self.target, name)


class Root:
    made = 0

    def __init__(self, a, b):
        self.a = a
        self.b = b

    def total(self, k=1):
        return wrap(self.a + k)

    def named(self, *args, **kw):
        return (self.a, args, sorted(kw.items()))


class Left(Root):
    def __init__(self, a, b):
        super().__init__(a + 1, b)
        self.left = b

    def total(self, k=2):
        return wrap(super().total(k) * 2)

    def named(self, *args, **kw):
        return super().named('left', *args, **kw)


class Right(Root):
    def __init__(self, a, b):
        super().__init__(a + 2, b)
        self.right = a

    def total(self, k=3):
        return wrap(super().total(k=k) - self.right)


class Leaf(Left, Right):
    @classmethod
    def count(cls, n):
        cls.made = wrap(cls.made + n)
        return cls.made

    @staticmethod
    def twice(n):
        return n * 2

    def total(self, k=4):
        return super(Leaf, self).total(self.twice(k))


class Oops(Exception):
    pass


class Worse(Oops, ValueError):
    pass


def wrap(n):
    return n if -9223372036854775808 <= n < 9223372036854775808 else n % 4611686018427387847


def clip(x):
    t = type(x)
    if t is int:
        return wrap(x)
    if t is str or t is list or t is tuple or t is bytes:
        return x[:24]
    if t is dict or t is set:
        return x if len(x) < 24 else None
    return x


def real(x):
    return 0.0 if x != x else x


def as_int(x):
    t = type(x)
    if t is int:
        return x
    if t is bool:
        return int(x)
    if t is float:
        return int(x) % 1000 if x - x == 0 else -1
    if t is str or t is list or t is tuple or t is dict:
        return len(x)
    return 3


def show(v, depth=0):
    t = type(v)
    if t is int or t is float or t is bool or v is None:
        return repr(v)
    if t is str or t is bytes:
        return repr(v[:60])
    if depth > 3:
        return '...'
    if t is list or t is tuple:
        return t.__name__ + '[' + ', '.join([show(x, depth + 1) for x in v[:12]]) + f' ;{len(v)}]'
    if t is dict:
        return '{' + ', '.join([show(k, depth + 1) + ': ' + show(v[k], depth + 1) for k in list(v)[:12]]) + '}'
    if t is set or t is frozenset:
        return t.__name__ + '{' + ', '.join(sorted([show(x, depth + 1) for x in v])[:12]) + '}'
    if isinstance(v, (Base, Slotted, Matrix, BaseException, range)):
        return repr(v) if depth < 2 else t.__name__
    return t.__name__


_lines = 0
_digest = 0


def emit(*values):
    """Prints the first observations of a case and folds the others into a number."""
    global _lines, _digest
    text = ' '.join([show(v) for v in values])
    _lines += 1
    if _lines <= 40:
        print(text)
    else:
        for c in text:
            _digest = (_digest * 31 + ord(c)) & 0xffffffffffff


def trace(e):
    """The lines of an exception's traceback, relative to their functions."""
    found = []
    tb = e.__traceback__
    while tb is not None:
        found.append((tb.tb_frame.f_code.co_name, tb.tb_lineno - tb.tb_frame.f_code.co_firstlineno))
        tb = tb.tb_next
    return found


def drive(coroutine, limit=40):
    """Runs a coroutine to its end, answering what it awaits."""
    value = None
    for n in range(limit):
        try:
            value = coroutine.send(None if n == 0 else n)
        except StopIteration as e:
            return e.value
    coroutine.close()
    return value


def run_case(name, main):
    global _lines, _digest
    _lines = _digest = 0
    print('==', name, flush=True)  # whatever becomes of the process
    try:
        result = main()
        print('result', show(result))
    except Exception as e:
        print('raised', type(e).__name__, str(e)[:200], trace(e)[1:])
    print('digest', _lines, _digest)
)PY";

const char* const kRunner = R"PY(

def run_batch(path):
    """Runs every part of the file as a module of its own that has all names of this one."""
    with open(path, encoding='utf-8') as file:
        parts = file.read().split('#### next case\n')
    names = dict(globals())
    for part in parts:
        module = type(sys)('part')
        module.__dict__.update(names)
        exec(compile(part, '<case>', 'exec'), module.__dict__)
        sys.stdout.flush()


if len(sys.argv) > 1:
    run_batch(sys.argv[1])
)PY";

}  // namespace typhon::validate
