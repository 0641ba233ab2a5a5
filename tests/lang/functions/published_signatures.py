"""__text_signature__ of native functions and classes: what CPython publishes, and where it publishes nothing."""
import math

for thing in (len, dict.get, dict.pop, dict.fromkeys, str.find, str.split, bytes.center, bytes.translate, list, list.index, list.append, tuple, int, float, complex,
              bool, range, enumerate, zip, map, property, super, type, object, getattr, iter, next, max, print, sorted, input, compile.__class__,
              math.gcd, math.hypot, math.log, BaseException.add_note, BaseException.with_traceback, str.maketrans, int.from_bytes, slice, bytearray.find,
              vars, dir, __build_class__, breakpoint):
    print(getattr(thing, "__qualname__", thing), thing.__text_signature__)


class A:
    """A(x)"""


print(A.__text_signature__, list(vars(A)))


class B:
    __slots__ = ("x", "__dict__")


print(list(vars(B)))
for text in "1_", "_1", "1__0", "1_0", "x", "1_j", "1 _":
    try:
        print(complex(text))
    except ValueError as e:
        print(e)
for arguments in (), ("a",), ("a", 1), ("a", [], 1):
    try:
        ExceptionGroup(*arguments, x=1)
    except (TypeError, ValueError) as e:
        print(e)
