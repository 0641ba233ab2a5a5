"""Unary operators and conversions by dunder methods; wrong results."""
import math
class N:
    def __neg__(self): return "neg"
    def __pos__(self): return "pos"
    def __invert__(self): return "invert"
    def __abs__(self): return "abs"
    def __int__(self): return 7
    def __float__(self): return 2.5
    def __complex__(self): return 1j
    def __index__(self): return 3
    def __round__(self, n="none"): return ("round", n)
    def __trunc__(self): return "trunc"
    def __floor__(self): return "floor"
    def __ceil__(self): return "ceil"
    def __bool__(self): return False
n = N()
print(-n, +n, ~n, abs(n), int(n), float(n), complex(n), round(n), round(n, 2), round(n, None), math.trunc(n), math.floor(n), math.ceil(n), bool(n), not n, hex(n), "abcdef"[n], range(n), [0] * n, bytes(n), "%d" % n, 1 if n else 0, math.sqrt(n), chr(n + 62) if False else chr(n))
class B:
    def __neg__(self): return NotImplemented
    def __int__(self): return "x"
    def __float__(self): return 1
    def __index__(self): return 2.0
    def __complex__(self): return "c"
    def __bool__(self): return "yes"
    def __len__(self): return "five"
    def __str__(self): return 1
    def __repr__(self): return None
    def __hash__(self): return "h"
    def __iter__(self): return 5
    def __bytes__(self): return "b"
    def __format__(self, s): return None
    def __contains__(self, x): return "truthy"
    def __length_hint__(self): return "x"
    def __dir__(self): return None
    def __abs__(self): return None
    def __fspath__(self): return 5
    def __reversed__(self): return 5
b = B()
for e in ("-b", "+b", "~b", "int(b)", "float(b)", "[1][b]", "hex(b)", "complex(b)", "bool(b)", "not b", "len(b)", "str(b)", "repr(b)", "hash(b)", "iter(b)", "list(b)", "bytes(b)", "format(b)", "1 in b", "dir(b)", "abs(b)", "reversed(b)", "open(b)", "range(b)", "{b}", "round(b)", "int(object())", "float(object())"):
    try:
        print(e, repr(eval(e)))
    except TypeError as error:
        print(e, "|", error)
class RI:
    def __index__(self): return 2
    def __len__(self): return 2**70
class RN:
    def __len__(self): return -5
    def __index__(self): return 2**70
for e in ("len(RI())", "len(RN())", "[1][RN()]", "bool(RN())", "range(RN())[0]", "[1, 2, 3][RI()]", "'a' * RN()", "bytes(RN())"):
    try:
        print(e, eval(e))
    except (OverflowError, ValueError, IndexError, MemoryError, TypeError) as error:
        print(e, "|", type(error).__name__, error)
