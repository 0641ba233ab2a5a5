"""Sequence patterns: lengths, stars, nesting, what counts as a sequence."""
def f(x):
    match x:
        case []: return "empty"
        case [a]: return "one", a
        case [1, *rest]: return "starts 1", rest
        case [*init, 9]: return "ends 9", init
        case [a, *mid, b] if len(mid) > 3: return "long", a, mid, b
        case a, b: return "two", a, b
        case (a, b, *_): return "more", a, b
    return "no"
class Seq:
    def __len__(self): return 1
    def __getitem__(self, i): return i
class L(list): pass
class T(tuple): pass
for x in ([], (), [5], (1, 2, 3), [2, 9], [2, 3], (2, 3, 4), list(range(2, 10)), "ab", b"ab", bytearray(b"a"), {1, 2}, {1: 2}, range(2), range(1, 4), L([7]), T((3,)), Seq(), memoryview(b"ab"), 5, None): print(f(x))
def inner(x):
    match x:
        case [[a, *b], [*c, d]]: return a, b, c, d
        case [(a, b) | [a, b, _], *_]: return "or", a, b
print(inner([[1, 2, 3], [4, 5, 6]]), inner([(1, 2)]), inner([[1, 2, 3], 5]), inner([[], []]))
match 1, 2, 3:
    case 1, *x: print(x)
match [1, 2],:
    case [a, b],: print(a, b)
match [1, 2, 3, 4, 5]:
    case [a, b, *c, d]: print(a, b, c, d)
