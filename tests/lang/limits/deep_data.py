"""Deeply nested data: repr, comparison, hashing and freeing end in RecursionError or work, never in a crash."""
def t(label, f):
    try: f(); print(label, "worked")
    except RecursionError: print(label, "RecursionError")
def survives(label, f):
    try: f()
    except RecursionError: pass
    print(label, "survived")
def nest_list(n):
    x = []
    for _ in range(n): x = [x]
    return x
def nest_tuple(n):
    x = ()
    for _ in range(n): x = (x,)
    return x
def nest_dict(n):
    x = {}
    for _ in range(n): x = {1: x}
    return x
big = 100000
t("repr list", lambda: repr(nest_list(big)))
t("repr tuple", lambda: repr(nest_tuple(big)))
t("repr dict", lambda: repr(nest_dict(big)))
t("str list", lambda: str(nest_list(big)))
t("eq list", lambda: nest_list(big) == nest_list(big))
t("eq tuple", lambda: nest_tuple(big) == nest_tuple(big))
t("eq dict", lambda: nest_dict(big) == nest_dict(big))
t("lt list", lambda: nest_list(big) < nest_list(big))
survives("hash tuple", lambda: hash(nest_tuple(big)))
t("isinstance", lambda: isinstance(5, nest_tuple(big)))
t("issubclass", lambda: issubclass(int, nest_tuple(big)))
t("format", lambda: f"{nest_list(big)}")
t("percent", lambda: "%s" % nest_list(big))
t("ascii", lambda: ascii(nest_list(big)))
t("free", lambda: (nest_list(big), nest_tuple(big), nest_dict(big)) and None)
class Node:
    def __init__(self, n): self.n = n
n = None
for _ in range(big): n = Node(n)
del n
print("nodes freed")
g = iter([])
for _ in range(big): g = iter(map(None, g)) if False else (lambda g=g: g)
del g
print("closures freed")
def chain(n):
    e = ValueError(0)
    for i in range(n):
        f = ValueError(i); f.__cause__ = e; e = f
    return e
e = chain(20000); del e
print("exceptions freed")
m = map(int, [])
for _ in range(50000): m = map(int, m)
survives("nested map", lambda: next(m, None))
del m
from itertools import chain as ch
c = iter([1])
for _ in range(50000): c = ch(c)
survives("nested chain", lambda: next(c))
del c
print(len(repr(nest_list(50))), nest_list(50) == nest_list(50), hash(nest_tuple(50)) == hash(nest_tuple(50)))
