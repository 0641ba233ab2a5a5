"""PEP 695: the type statement."""
type Alias = list[int]
type Pair[K, V] = tuple[K, V]
print(Alias, Alias.__name__, Alias.__value__, Alias.__type_params__, Pair.__type_params__, Pair.__value__, type(Alias).__name__)
print(Pair[int, str], Pair[int, str].__args__, Pair[int, str].__origin__ is Pair)
type Lazy = undefined_thing
try: Lazy.__value__
except NameError as err: print(err)
undefined_thing = int
print(Lazy.__value__)
type Rec = list[Rec] | int
print(Rec.__value__)
def f():
    local = str
    type L = dict[local, "fwd"]
    return L.__value__
print(f())
class C:
    inner = bytes
    type A = inner
print(C.A.__value__, C.A)
for a in ("Alias()", "Alias[int]", "isinstance([], Alias)", "Alias.__value__ = 5", "Alias.x", "Alias | int", "Alias == Alias", "hash(Alias) == hash(Alias)", "Pair[int]"):
    try: exec("r = " + a if "__value__ =" not in a else a); print(a, "ok", r)
    except (TypeError, AttributeError) as e: print(a, "|", type(e).__name__, e)
