"""Dict construction, lookup, membership, deletion, order, repr."""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

d = {"a": 1, "b": 2}
check("""
{}
dict()
dict(a=1, b=2)
dict({"a": 1}, b=2)
dict([("a", 1), ["b", 2], "cd"])
dict(zip("ab", (1, 2)))
dict([("a", 1)], a=2)
dict(5)
dict([1])
dict([(1, 2, 3)])
dict(["a"])
dict(None)
dict([([], 1)])
dict(1, 2)
{"a": 1, "a": 2}
{1: "a", 1.0: "b", True: "c"}
{**d, "c": 3, **{"a": 9}}
{**5}
{**{1: 2}}
dict(**{1: 2})
d["a"]
d["z"]
d[[]]
d.get("a")
d.get("z")
d.get("z", 5)
d.get([])
d.get()
"a" in d
"z" not in d
[] in d
len(d)
list(d)
list(reversed(d))
d == {"b": 2, "a": 1}
d != {"a": 1}
d == [("a", 1)]
d < {}
repr({"a": [1], 2: {"x": None}})
str({})
bool({})
hash({})
dict.fromkeys("ab")
dict.fromkeys([1, 2], [])
dict.fromkeys(5)
dict.fromkeys([[]])
d | {"c": 3}
{"c": 3} | d
d | [("c", 3)]
[] | d
{(1, 2): "t", frozenset([1]): "f", None: "n", ...: "e"}
list({i: i for i in range(10) if i % 3})
{k: v for k, v in sorted(d.items(), reverse=True)}
""")
