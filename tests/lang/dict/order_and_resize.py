"""Insertion order through many insertions and deletions; large dicts; keys of mixed type."""
d = {}
for i in range(2000): d[i * 7919 % 10007] = i
print(len(d), list(d)[:5], list(d.values())[-3:], sum(d), sum(d.values()))
for k in list(d)[::2]: del d[k]
print(len(d), list(d)[:4], next(iter(d)), next(reversed(d)))
for i in range(100): d[f"s{i}"] = i
for i in range(50): d[(i, i)] = i
for i in range(10): d[i + 0.5] = i
print(len(d), list(d)[-2:], list(d)[1000:1003], d["s50"], d[(7, 7)], d[3.5])
queue = {}
for i in range(5000):
    queue[i] = i
    if i >= 10: del queue[next(iter(queue))]
print(list(queue))
stack = {}
for i in range(3000): stack[i] = i
while len(stack) > 5: stack.popitem()
print(stack)
e = dict.fromkeys(range(10))
e.pop(5); e[5] = "back"; e[0] = "front"
print(e)
class H:
    def __init__(self, n): self.n = n
    def __hash__(self): return self.n % 3
    def __eq__(self, o): return self.n == o.n
c = {H(i): i for i in range(60)}
print(len(c), [c[H(i)] for i in range(0, 60, 13)], H(61) in c, sum(c.values()))
for i in range(0, 60, 3): del c[H(i)]
print(len(c), H(3) in c, H(4) in c, [h.n for h in c][:6])
