"""Lists that change what they hold: ints, floats, mixed, big numbers, None, nested."""
def fill(l, v):
    for i in range(len(l)): l[i] = v
    return l
def total(l):
    t = 0
    for i in range(len(l)): t += l[i]
    return t
l = [0] * 5
print(fill(l, 1), total(l), fill(l, 1.5), total(l), fill(l, 2**70), total(l), fill(l, True), total(l))
l[2] = 0.5; print(l, total(l)); l[0] = 2**62; print(total(l)); l.append("x")
try: total(l)
except TypeError as e: print(e)
m = [1.0, 2.0, 3.0]
m[1] = 7; m.append(None); print(m, [type(x).__name__ for x in m])
m[3] = 1e200; m.sort(reverse=True); print(m, sum(m) == 1e200, m.index(7), 7.0 in m, m.count(3))
m.insert(0, "s"); print(m.pop(0), m, m + [True], m * 2 == m + m, m[::-1])
n = [i for i in range(5)]; n += [0.5]; n.extend([2**100]); n[0:1] = ["a", None]; print(n)
floats = [x / 4 for x in range(8)]
floats[3] = floats[2] + 1; floats.reverse(); del floats[0]; print(floats, max(floats), min(floats), floats.index(0.25))
rows = [[0] * 3 for _ in range(3)]
for i in range(3):
    for j in range(3): rows[i][j] = i * j if i != j else i / 2
print(rows, [list(c) for c in zip(*rows)], sum(map(sum, rows)))
same = [[]] * 3; same[0].append(1); print(same)
c = floats[:]; c[0] = "changed"; print(floats[0], c[0], floats == c[1:], list(floats) == floats)
e = []
for i in range(100): e.append(i if i % 2 else i + 0.5)
print(sum(e), e[50], len(e), e[-3:]); e.clear(); e.append(5); print(e)
big = [10**20] * 3; big[1] = 1; print(sum(big), big.count(10**20), sorted(big), big == [10**20, 1, 10**20])
