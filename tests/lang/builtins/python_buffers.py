"""PEP 688: __buffer__ and __release_buffer__ of classes written in Python, and of the built-in types."""
import sys
sys.unraisablehook = lambda u: print("unraisable", u.exc_value)
class Exporter:
    def __init__(self, data): self.data, self.held = data, False
    def __buffer__(self, flags):
        print("get", flags)
        if self.held: raise TypeError("already held")
        self.held = True
        return memoryview(self.data)
    def __release_buffer__(self, view):
        print("release", view.tobytes())
        self.held = False
        view.release()
e = Exporter(bytearray(b"hello"))
with memoryview(e) as m:
    print(m.tobytes(), m.readonly, m.format, m.shape, type(m.obj).__name__)
    m[0] = ord("J")
    try: memoryview(e)
    except TypeError as err: print(err)
print(e.held, e.data)
print(bytes(e), e.held)
print(bytearray(e), b"x".join([b"a", e]), b"hello".startswith(b"h"))
class Fixed:
    def __buffer__(self, flags): return memoryview(b"fixed")
print(bytes(Fixed()), memoryview(Fixed())[1:3].tobytes(), memoryview(Fixed()) == b"fixed", b"a" + memoryview(Fixed()))
for bad in (b"bytes", None, 5):
    class Bad:
        def __buffer__(self, flags): return bad
    try: memoryview(Bad())
    except TypeError as err: print(err)
class NoBuffer:
    __buffer__ = None
for f in (memoryview, bytes):
    try: f(NoBuffer())
    except TypeError as err: print(err)
class Child(bytearray):
    def __buffer__(self, flags):
        print("child get", flags)
        return super().__buffer__(flags)
    def __release_buffer__(self, view):
        print("child release")
        super().__release_buffer__(view)
c = Child(b"data")
with memoryview(c) as m:
    print(m.tobytes())
    try: c.append(1)
    except BufferError as err: print(err)
c.append(1)
print(bytes(c))
class OnlyRelease(bytearray):
    def __release_buffer__(self, view): print("only release", bytes(view))
o = OnlyRelease(b"q")
with memoryview(o) as m: print(m[0])
o.append(2); print(bytearray(o))
print(b"abc".__buffer__(0).tobytes(), bytearray(b"abc").__buffer__(1).readonly, memoryview(b"abc").__buffer__(0).tobytes())
for args in ((), ("x",), (1 << 40,), (0, 0)):
    try: b"abc".__buffer__(*args)
    except (TypeError, OverflowError) as err: print(type(err).__name__, err)
try: b"abc".__buffer__(1)
except BufferError as err: print(err)
a = bytearray(b"xyz")
view = a.__buffer__(0)
try: a.pop()
except BufferError as err: print(err)
a.__release_buffer__(view)
a.pop(); print(a)
try: view[0]
except ValueError as err: print(err)
for wrong in (b"", memoryview(bytearray(b"other"))):
    try: a.__release_buffer__(wrong)
    except (TypeError, ValueError) as err: print(type(err).__name__, err)
class Raises:
    def __buffer__(self, flags): return memoryview(b"r")
    def __release_buffer__(self, view): raise ValueError("in release")
memoryview(Raises()).release()
for t in (bytes, bytearray, memoryview, str, int): print(t.__name__, hasattr(t, "__buffer__"), hasattr(t, "__release_buffer__"))
class Keep:
    def __buffer__(self, flags): return memoryview(b"keep")
    def __release_buffer__(self, view): print("collected")
m = memoryview(Keep())
del m
import gc; gc.collect()
