"""Keys whose __hash__ or __eq__ raise, unhashable keys, KeyError text."""
class BadHash:
    def __hash__(self): raise ValueError("no hash")
class BadEq:
    def __hash__(self): return 7
    def __eq__(self, other): raise ValueError("no eq")
class NoneHash: __hash__ = None
class FloatHash:
    def __hash__(self): return 1.5
class BigHash:
    def __hash__(self): return 2**100 + 5
class Neg:
    def __hash__(self): return -1
class EqOnly:
    def __eq__(self, other): return True
print(hash(BigHash()) == hash(2**100 + 5), hash(Neg()), {BigHash(): 1} != {})
d = {7: "seven", "k": 1}
for action in ("d[BadHash()]", "d[BadEq()]", "BadEq() in d", "{}[NoneHash()]", "{FloatHash(): 1}", "{EqOnly(): 1}", "{[]: 1}", "{{}: 1}", "{set(): 1}", "{bytearray(): 1}", "d['missing']", "d[(1, 2)]", "d['quo\"te']", "d[None]", "{slice(1): 2}", "{(1, []): 1}", "d['']", "{}[1, 2]", "{}['a\\nb']"):
    try:
        result = eval(action)
        print(action, "ok", len(result) if isinstance(result, dict) else result)
    except Exception as error:
        print(action, type(error).__name__, error, error.args if isinstance(error, KeyError) else "")
result = None
x = BadEq()
print({x: 5}[x], x in {x: 1}, x in [x], [x].index(x))
