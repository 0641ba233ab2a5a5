"""slice objects: attributes, indices, comparison, hash, extended subscripts."""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

class G:
    def __getitem__(self, key): return key
g = G()
check("""
slice(5)
slice(1, 2)
slice(1, 2, 3)
slice()
slice(1, 2, 3, 4)
slice(None).indices(5)
slice(1, -1).indices(5)
slice(None, None, -1).indices(5)
slice(10, -10, -2).indices(5)
slice(-3, None).indices(5)
slice(2, 100).indices(5)
slice(0, 5, 0).indices(5)
slice(None).indices(-1)
slice(1.5).indices(5)
slice("a").indices(5)
slice(10 ** 30).indices(5)
slice(1).indices("a")
slice(1).indices(10 ** 30)
slice(1, 2) == slice(1, 2)
slice(1, 2) < slice(1, 3)
slice(1, 2) == (1, 2)
hash(slice(1, 2, 3)) == hash(slice(1, 2, 3))
hash(slice([], 2))
slice(1, 2, 3).start
slice("a", [], None)
g[1]
g[1:2]
g[:]
g[::]
g[1:2:3]
g[1, 2]
g[1:2, ::3]
g[...]
g[..., 1:]
g[()]
g[1,]
g[*[1, 2], 3]
g[*()]
g[lambda: 1:2] is not None
g[{1: 2}]
g[None:True:"x"]
slice(1).__reduce__()[1]
""")
try:
    slice(1).start = 2
except AttributeError as error:
    print(error)
try:
    class S(slice): pass
except TypeError as error:
    print(error)
class Log:
    def __setitem__(self, k, v): print("set", k, v)
    def __delitem__(self, k): print("del", k)
l = Log()
l[1:2] = 5
l[::2, 3] = 6
l[*"ab"] = 7
del l[5:], l[1, 2]
l[0], l[1:] = "xy"
