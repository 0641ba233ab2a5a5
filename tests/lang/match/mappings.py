"""Mapping patterns: keys, rest, nesting, what counts as a mapping, missing keys."""
def f(x):
    match x:
        case {"type": "a", "v": v}: return "a", v
        case {"type": "b", **rest}: return "b", rest
        case {1: one, -2: minus, None: n}: return one, minus, n
        case {"nested": {"k": [first, *_]}}: return "nested", first
        case {}: return "any mapping"
    return "no"
class D(dict):
    def __missing__(self, k): return "made"
class M(dict):
    def get(self, k, d=None): print("get", k, end=" "); return super().get(k, d)
print(f({"type": "a", "v": 1}), f({"type": "b", "x": 1}), f({1: 2, -2: 3, None: 4}), f({"nested": {"k": "xy"}}), f({"nested": {"k": [5]}}), f({}), f({"q": 1}), f([]), f(5), f(D()), f(M(type="b")))
d = {"a": 1, "b": 2, "c": 3}
match d:
    case {"a": x, **rest}: print(x, rest, d)
match d:
    case {"b": 2, "c": int() as c}: print("values", c)
match {}:
    case {"a": _}: print("no")
    case {**rest}: print("rest", rest)
class K: key = "a"
match d:
    case {K.key: v}: print("value pattern key", v)
class K2: key = "a"
try:
    match d:
        case {K.key: v, K2.key: w}: print("dup")
except ValueError as e: print(e)
for source in ("match x:\n case {'a': 1, 'a': 2}: pass", "match x:\n case {**rest, 'a': 1}: pass", "match x:\n case {**_}: pass", "match x:\n case {a: 1}: pass", "match x:\n case {1 + 1: y}: pass", "match x:\n case {'a': x, 'b': x}: pass", "match x:\n case {**a, **b}: pass", "match x:\n case {f'{a}': 1}: pass"):
    try: compile(source, "", "exec"); print(repr(source), "ok")
    except SyntaxError as e: print(repr(source), "|", e.msg)
