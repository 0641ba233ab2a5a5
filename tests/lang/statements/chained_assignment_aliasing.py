"""Names bound to the same object: what changes together and what does not."""
a = b = [1]
b += [2]; print(a, b, a is b)
b = b + [3]; print(a, b, a is b)
x = y = 5
y += 1; print(x, y)
s = t = "ab"
t += "c"; print(s, t)
d = e = {}
e["k"] = 1; e |= {"j": 2}; print(d, d is e)
e = {**e, "n": 3}; print(d, e)
f = g = (1, [2])
g[1].append(3); print(f)
try: g[1] += [4]
except TypeError as err: print(err, f)
m = [[0] * 2] * 2
m[0][0] = 1; print(m)
n = [[0] * 2 for _ in range(2)]
n[0][0] = 1; print(n)
def mod(l, n, s=[]): l.append(n); n += 1; s.append(n); return l, n, s
l = [1]; k = 1
print(mod(l, k), l, k, mod(l, 5))
p, q = [1, 2], [3]
p, q = q, p; p.append("p"); print(p, q)
r = [1, 2, 3]
r[0], r[r[0]] = r[1], r[0]; print(r)
u = v = w = []
u.append(u); print(len(v), w[0] is u)
c1 = [1, [2]]; c2 = c1[:]; c3 = list(c1); c4 = c1.copy(); c5 = [*c1]
c1[0] = "x"; c1[1].append("y"); print(c1, c2, c3, c4, c5)
o = {"a": [1]}; o2 = dict(o); o2["a"].append(2); o2["b"] = 1; print(o, o2)
by = bytearray(b"ab"); bz = by; bz += b"c"; print(by); bz = bz + b"d"; print(by, bz)
st = {1}; su = st; su |= {2}; print(st); su = su | {3}; print(st, su)
i = 1; j = i; i = i + 1; print(i, j)
