"""DeprecationWarnings that the runtime gives in __main__ are shown once for each place."""
for _ in range(3):
    print(~True)
print(~False)
class I:
    def __trunc__(self): return 5
print(int(I()))
class Sub(int): pass
class X:
    def __index__(self): return Sub(3)
print([0, 1, 2, 3][X()], hex(X()))
class F:
    def __float__(self): return FloatSub(2.5)
class FloatSub(float): pass
print(float(F()))
class C:
    def __complex__(self): return CSub(1j)
class CSub(complex): pass
print(complex(C()))
def g(): yield
it = g(); next(it)
try: it.throw(ValueError, ValueError("old style"), None)
except ValueError as e: print(e)
