"""Changing a set during iteration, comparison and hashing."""
s = {1, 2, 3}
try:
    for x in s: s.add(x + 10)
except RuntimeError as error:
    print(error)
s = {1, 2, 3}
try:
    for x in s: s.discard(x)
except RuntimeError as error:
    print(error)
it = iter({1, 2})
next(it)
print(it.__length_hint__(), type(it).__name__, list(it), next(it, "end"))
s = {1, 2, 3}
for x in s: s.add(x)
print(s)
class Evil:
    def __init__(self, n): self.n = n
    def __hash__(self): return 1
    def __eq__(self, other):
        if armed: e.clear()
        return self.n == other.n
armed = False
e = {Evil(i) for i in range(5)}
armed = True
print(Evil(9) in e, len(e))
armed = False
e |= {Evil(i) for i in range(5)}
other = {Evil(i) for i in range(3, 8)}
armed = True
try:
    print(len(e & other))
except RuntimeError as error:
    print(error)
armed = False
e |= {Evil(i) for i in range(5)}
armed = True
try:
    e.add(Evil(77))
    print(len(e) <= 6)
except RuntimeError as error:
    print(error)
class BadHash:
    def __hash__(self): raise ValueError("no hash")
class BadEq:
    def __hash__(self): return 1
    def __eq__(self, other): raise ValueError("no eq")
for action in ("{BadHash()}", "{1, BadEq()}", "BadEq() in {1}", "{1}.add(BadEq())", "{1}.discard(BadHash())", "frozenset([BadHash()])", "{1} == {BadEq()}"):
    try:
        result = eval(action)
        print(action, "ok")
    except ValueError as error:
        print(action, error)
