"""Strings that grow in loops while others still refer to them."""
def build(n):
    s = ""
    saved = []
    for i in range(n):
        s += "ab"
        if i % 100 == 0: saved.append(s)
    return s, saved
s, saved = build(1000)
print(len(s), [len(x) for x in saved], s[:4], all(s.startswith(x) for x in saved))
a = "x" * 10
b = a
a += "1"; b += "2"
print(a, b)
c = a
a += "3"; c += "4"; a += "5"
print(a, c)
d = {}
for i in range(5):
    d[a] = i
    a += str(i)
print(list(d.items()), a in d)
parts = []
t = ""
for ch in "hello":
    t += ch
    parts.append(t)
print(parts, [p * 2 for p in parts][2])
w = "é"
for i in range(3): w += "x"; w += "日"; w += "\U0001F40D"
print(w, len(w), w[-1] == "\U0001F40D", w.encode()[-4:])
def f(x, n):
    if n == 0: return x
    y = x + "l"
    z = x + "r"
    return f(y, n - 1) + "|" + f(z, n - 1)
print(f("", 3))
x = "start"
y = x + "a" * 100
z = x + "b" * 100
x += "c" * 100
print(y[-1], z[-1], x[-1], y[:5] == z[:5] == x[:5], len(y + z + x))
class O: pass
o = O(); o.s = ""
l = [""]
g = {"k": ""}
for i in range(100):
    o.s += "o"; l[0] += "l"; g["k"] += "g"
print(len(o.s), len(l[0]), len(g["k"]))
s1 = "".join(str(i) for i in range(500)); s2 = ""
for i in range(500): s2 = s2 + str(i)
print(s1 == s2, hash(s1) == hash(s2), {s1: 1}[s2])
e = ""
e += e; e += "q"; e += e; e += e
print(e)
by = b""
for i in range(300): by += b"z"
print(len(by), by[-1])
