"""sys.intern and what is equal stays equal."""
import sys
a = sys.intern("some text")
b = sys.intern("".join(["some ", "text"]))
print(a is b, a == b)
for bad in (1, b"x", None):
    try:
        sys.intern(bad)
    except TypeError as error:
        print(error)
class S(str): pass
try:
    sys.intern(S("x"))
except TypeError as error:
    print(error)
print("" == "".join([]), "a"[0] == "a", ("x" * 1000)[::-1] == "x" * 1000)
