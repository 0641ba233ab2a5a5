# Sorting of floats, ints and strings in lengths around which the algorithm changes: always stable, always the same order.
state = 99


def number(n):
    global state
    state = (state * 1103515245 + 12345) & 0x7FFFFFFF
    return state % n


def check(name, values, **arguments):
    result = sorted(values, **arguments)
    key = arguments.get("key") or (lambda v: v)
    ahead = (lambda a, b: key(a) > key(b)) if arguments.get("reverse") else (lambda a, b: key(a) < key(b))
    ok = len(result) == len(values) and all(not ahead(b, a) for a, b in zip(result, result[1:]))
    # Stability: equal ones are in the order they had.
    places = {}
    for i, v in enumerate(values):
        places.setdefault(id(v), i)
    ok = ok and all(ahead(a, b) or places[id(a)] <= places[id(b)] for a, b in zip(result, result[1:]))
    if not ok:
        print("wrong:", name, len(values), arguments)


class Float(float):
    pass


for n in (2, 50, 99, 100, 101, 150, 599, 600, 1000, 3000):
    for spread in (3, 50, 10 ** 9):
        floats = [number(spread) / 7 - spread / 20 for _ in range(n)]
        check("floats", floats)
        check("floats", floats, reverse=True)
        check("zeros", [-0.0 if number(2) else 0.0 for _ in range(n)])
        check("far", [(-1) ** number(2) * 10.0 ** (number(600) - 300) for _ in range(n)])
        check("ints", [number(spread) - spread // 2 for _ in range(n)])
        check("pairs", [(number(5), i) for i in range(n)], key=lambda p: p[0] / 3)
        check("words", ["w%d" % number(spread) for _ in range(n)])
        check("bytes", ["".join(chr(number(256)) for _ in range(number(12))) for _ in range(n)])
        check("same beginning", ["beginning%d" % number(spread) for _ in range(n)], reverse=True)
        check("wide", [chr(number(3000)) + str(number(spread)) for _ in range(n)])
        check("subclass", [Float(number(spread) / 3) for _ in range(n)])
nan = float("nan")
print([str(v) for v in sorted([3.0, nan, 1.0, 2.0] * 3)])
print(sorted(["b\0", "b", "a", "b\0\0", "", "\0"]), sorted([2.0, 10 ** 400, 1.5, True]))
print(max(["a", "bbb", "cc"], key=len), min([3, -4, 2], key=abs), sorted("bca", key=ord, reverse=True), sorted([3, 1, 2], key=(5).__sub__))
for bad in (lambda: sorted([1, 2], key=lambda: 0), lambda: max([1], key=chr, default=0) + 1, lambda: sorted([1, "a"], key=len)):
    try:
        bad()
    except TypeError as error:
        print(error)
