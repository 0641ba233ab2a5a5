"""Subclasses of built-in types with overridden operations at places that saw the plain type before."""
def add(a, b): return a + b
def item(a, i): return a[i]
def length(a): return len(a)
def it(a): return [x for x in a]
def has(a, x): return x in a
def text(a): return f"{a}", str(a), "%s" % (a,)
def store(a, i, v): a[i] = v; return a
class I(int):
    def __add__(self, o): return "I.add"
    def __str__(self): return "I.str"
    def __eq__(self, o): return True
    def __hash__(self): return 0
    def __lt__(self, o): return "I.lt"
    def __bool__(self): return False
class L(list):
    def __getitem__(self, i): return "L.item"
    def __len__(self): return 99
    def __iter__(self): return iter("L.iter")
    def __contains__(self, x): return "yes"
    def __setitem__(self, i, v): list.append(self, (i, v))
    def append(self, x): list.append(self, "appended " + str(x))
class D(dict):
    def __getitem__(self, k): return "D.item"
    def __setitem__(self, k, v): dict.__setitem__(self, k, "D:" + str(v))
    def __len__(self): return 0
class S(str):
    def __add__(self, o): return "S.add"
    def __getitem__(self, i): return "S.item"
    def __str__(self): return "S.str"
    def __format__(self, spec): return "S.format"
    def __len__(self): return 7
class F(float):
    def __add__(self, o): return "F.add"
    def __mul__(self, o): return "F.mul"
    def __float__(self): return 0.25
for _ in range(2):
    print(add(1, 2), add(I(1), 2), add(2, I(1)), add("a", "b"), add(S("a"), "b"), add("a", S("b")), add(1.5, 1), add(F(1), 1), add(1, F(1.5)), add([1], L([2])), add(1, 2))
    print(item([1], 0), item(L([1]), 0), item({"k": 1}, "k"), item(D(k=1), "k"), item("ab", 1), item(S("ab"), 1), length([1]), length(L()), length({1: 2}), length(D(a=1)), length("a"), length(S("a")))
    print(it([1]), it(L([1])), has([1], 2), has(L(), 2), text(5), text(I(5)), text("s"), text(S("s")), store([0], 0, 1), list.__repr__(store(L(), 0, 1)), store({}, "k", 1), dict.__repr__(store(D(), "k", 1)))
l = L(); l.append(1); print(list.__len__(l), list.__getitem__(l, 0), bool(l), bool(D(a=1)), bool(I(5)), I(5) == 6, I(5) < 1, 5 == I(1), {I(3): 1}.get(0, "none") if False else "", sum([F(1), F(2)]), max(I(1), I(2)) is not None)
def loop(n):
    t = 0
    for i in range(n): t = t + 1
    return t
print(loop(I(3)), [0] * I(2), "ab"[I(1)], range(I(2)), chr(I(65)), F(2.5) * 2, 2 * F(2.5), float(F(1)), int(I(7)), list(L([1, 2])), tuple(L([1])), dict(D(a=1)), "".join([S("x")]), S("x").upper(), {**D(a=1)}, [*L([5])], "-".join(S("ab")))
