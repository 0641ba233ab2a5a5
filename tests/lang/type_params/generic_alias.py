"""types.GenericAlias of built-in types and union types: attributes, calls, equality, errors."""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

class C:
    def __class_getitem__(cls, k): return f"{cls.__name__}[{k}]"
L = list[int]
check("""
list[int], dict[str, int], tuple[int, ...], set[frozenset[int]], type[int], tuple[()], list["fwd"]
L.__origin__, L.__args__, L.__parameters__, dict[str, int].__args__, tuple[()].__args__
L(), L("ab"), type(L()).__name__, dict[str, int](a=1)
L == list[int], L == list[str], hash(L) == hash(list[int])
isinstance([], L)
issubclass(list, L)
L.__name__, L.__class__ is type(L), type(L).__name__
int[str]
str[int]
list[int][str]
list[int, str]
C[int], C[1, 2]
int | str, int | None, None | int, list[int] | str, int | int, int | str | int
(int | str).__args__, type(int | str).__name__, (int | str) == (str | int), hash(int | str) == hash(str | int)
isinstance(1, int | str), isinstance(1.5, int | str), isinstance(None, int | None), issubclass(bool, int | str)
isinstance([], list[int] | int)
int | 5
5 | int
int | "x"
(int | str)[int]
repr(list[list[int] | None]), repr(tuple[int, ...]), repr(list[None]), repr(dict[..., C])
L.__mro_entries__(()), L.__reduce__()[1]
list[*tuple[int, str]], tuple[*tuple[int, ...]]
L.foo
setattr(L, "x", 1)
type[int]()
enumerate[int]
slice[int]
""")
class D(list[int]): pass
print(D.__bases__, D.__orig_bases__, D([1]))
