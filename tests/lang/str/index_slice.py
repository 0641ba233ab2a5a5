"""Indexing and slicing strings of all widths."""
for s in ("abcdef", "äöüßéñ", "日本語文字列", "ab🐍de🐘"):
    print(s[0], s[-1], s[2], s[1:4], s[:-2], s[::2], s[::-1], s[4:1:-1], s[10:], s[-100:3], s[2:2] == "", s[:], s[::-2], s[-2:])
    for i in (6, -7, 100):
        try:
            s[i]
        except IndexError as error:
            print(error)
s = "hello"
for expression in ["s['a']", "s[1.0]", "s[None]", "s[::0]", "s['a':]", "s[1:2.5]", "s[10**30]", "s[10**30:]", "s[-10**30:2]", "s[::10**30]", "s[::-10**30]", "s[True]", "s[slice(1, 3)]", "s[1, 2]"]:
    try:
        print(expression, repr(eval(expression)))
    except (TypeError, IndexError, ValueError) as error:
        print(expression, type(error).__name__, error)
try:
    s[0] = "j"
except TypeError as error:
    print(error)
try:
    del s[0]
except TypeError as error:
    print(error)
class I:
    def __index__(self): return 2
print(s[I()], s[I():], s[:I()])
