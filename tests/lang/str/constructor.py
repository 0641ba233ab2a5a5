"""str() of objects: __str__, __repr__, fallbacks and wrong results."""
class A:
    def __repr__(self): return "A-repr"
class B:
    def __str__(self): return "B-str"
    def __repr__(self): return "B-repr"
class C:
    def __str__(self): return 5
class D:
    def __repr__(self): return None
class E(str):
    def __str__(self): return "E-str"
class F:
    def __str__(self): return E("inner")
class G:
    def __format__(self, spec): return "G:" + spec
class H:
    def __format__(self, spec): return 5
print(str(A()), repr(A()), str(B()), repr(B()), [A(), B()], (B(),), {"k": B()}, f"{A()} {B()} {B()!r} {B()!s:>7}")
for action in (lambda: str(C()), lambda: repr(D()), lambda: str(D()), lambda: f"{C()}", lambda: "%s" % C(), lambda: [D()], lambda: print(C()), lambda: ascii(D()), lambda: repr([D()]),
               lambda: format(H(), "x"), lambda: f"{H()}", lambda: format(B(), "x"), lambda: format(B(), ">8"), lambda: format(G(), "x"), lambda: f"{G():abc}", lambda: "{:q}".format(G())):
    try:
        result = action()
        print(repr(result) if not isinstance(result, list) else "list made")
    except TypeError as error:
        print("TypeError:", error)
print(str(), str(""), str(E("abc")), type(str(E("abc"))), repr(E("x")), E("x") + "y", str(F()), type(str(F())))
print(str(object=5), str(None), str(...), str(NotImplemented), str(int), str(len), str(print))
