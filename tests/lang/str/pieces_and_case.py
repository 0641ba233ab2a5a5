# Splitting into more pieces than are collected on the stack; equality at all lengths; case mappings that change length.
for n in (0, 1, 2, 15, 16, 17, 18, 40):
    text = ",".join("p%d" % i for i in range(n))
    for s in (text, text + ",", "," + text, text.replace("p", "\u03c0"), text.replace("p", "\U0001F40D")):
        for limit in (-1, 0, 1, 15, 16, 17, 100):
            left, right = s.split(",", limit), s.rsplit(",", limit)
            if ",".join(left) != s or ",".join(right) != s:
                print("differs", n, limit, s)
        print(n, len(s.split(",")), s.split(",")[-2:], s.rsplit(",", 1), len(s.replace(",", " ").split()), s.split(",p")[:2])
print("a".split("a"), "".split(","), "é,è".split("é"), "a\0b\0c".split("\0"), "x\u0660y".split("\u0660"), "xy".split("\u0660"))
print(b"a,b,,c".split(b","), b"a,b,,c".split(b",", 1), bytearray(b",").split(b","), [len(b",".join([b"q"] * n).split(b",")) for n in (15, 16, 17, 30)])

for width in ("a", "\xe9", "\u0416", "\U0001F40D"):
    for n in range(0, 40):
        a, b = width * n, "".join([width] * n)
        table = {a: n}
        assert a == b and table[b] == n and a in {b}
        for i in range(n):
            c = b[:i] + chr(ord(width) ^ 1) + b[i + 1:]
            assert a != c and c not in table and c not in {a}, (width, n, i)
print("equality")

SAMPLES = ["", "\xdf", "\u0130", "\u01c5x", "\ufb03", "stra\xdfe", "\u03a3", "\u0391\u03a3", "\u0391\u03a3.", "\u1f80", "\xb5\xff", "\u0149"]
for s in SAMPLES + [x * 45 for x in SAMPLES] + ["ab\xdf" * 14, "ab\xdf" * 15, "\ufb03" * 42, "\ufb03" * 43, "\ufb03" * 200, "\xe9" * 500]:
    shown = [f(s) for f in (str.upper, str.lower, str.casefold, str.swapcase, str.title, str.capitalize)]
    print([(len(t), ascii(t[:6]), sum(map(ord, t))) for t in shown])
