"""Annotation scopes in a class see its names as they are when the scope is evaluated, and may hold no function."""


class X:
    T = int

    def method[U: T](self): ...
    type Alias = T


X.T = float
print(X.method.__type_params__[0].__bound__, X.Alias.__value__)
print("__classdictcell__" in X.__dict__)


class Meta(type):
    def __new__(meta, name, bases, namespace):
        namespace["T"] = "changed"
        return super().__new__(meta, name, bases, namespace)


class Y(metaclass=Meta):
    T = int
    type Alias = T


print(Y.Alias.__value__)

for source in (
    "class C:\n  type A = [x for x in [1]]\n",
    "class C:\n  type A = lambda: T\n",
    "class C[T]:\n  def m[U](self, x: [U for _ in range(3)]): pass\n",
    "class C:\n  def f[T: (x for x in [1])](): pass\n",
    "class C:\n  class D[T]([1 for x in 'a']): pass\n",
    "class C:\n  def f[T](x) -> {z for z in T}: pass\n",
    "class C:\n  def f[T](x=[1 for x in 'a']): pass\n",
    "class C[T](*[x for x in [1]]): pass\n",
):
    try:
        compile(source, "f", "exec")
    except SyntaxError as error:
        print(error, error.lineno, error.offset, error.end_offset)
    else:
        print("compiles")
