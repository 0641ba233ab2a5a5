"""Game of life, Langton's ant, cellular automata, bank accounts, elevator: deterministic simulations."""
def life(cells, n):
    for _ in range(n):
        c = {}
        for x, y in cells:
            for dx in (-1, 0, 1):
                for dy in (-1, 0, 1):
                    if dx or dy: c[x + dx, y + dy] = c.get((x + dx, y + dy), 0) + 1
        cells = {p for p, k in c.items() if k == 3 or k == 2 and p in cells}
    return cells
print(sorted(life({(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)}, 4)), len(life({(0, 0), (1, 0), (2, 0), (1, 1)}, 20)), sorted(life({(0, 0), (1, 0), (2, 0)}, 3)))
def ant(n):
    black, x, y, dx, dy = set(), 0, 0, 0, 1
    for _ in range(n):
        if (x, y) in black: black.remove((x, y)); dx, dy = -dy, dx
        else: black.add((x, y)); dx, dy = dy, -dx
        x += dx; y += dy
    return len(black), (x, y)
print(ant(100), ant(5000))
def rule(k, w=41, n=8):
    row = "." * (w // 2) + "#" + "." * (w // 2)
    for _ in range(n):
        print(row)
        row = "".join("#" if k >> (int(("." + row + ".")[i:i + 3].replace(".", "0").replace("#", "1"), 2)) & 1 else "." for i in range(w))
rule(30); rule(90, 33, 5)
class Account:
    def __init__(self, b=0): self.b, self.h = b, []
    def __enter__(self): self.saved = self.b, len(self.h); return self
    def __exit__(self, t, v, tb):
        if t: self.b, n = self.saved; del self.h[n:]
        return t is ValueError
    def move(self, n):
        if self.b + n < 0: raise ValueError("overdrawn")
        self.b += n; self.h.append(n)
a = Account(100)
for batch in ([-20, -30], [50, -500], [-10], [-60, 10, -1000]):
    with a:
        for n in batch: a.move(n)
print(a.b, a.h)
def josephus(n, k):
    l, i = list(range(1, n + 1)), 0
    while len(l) > 1: i = (i + k - 1) % len(l); l.pop(i)
    return l[0]
def hanoi(n, a="A", b="B", c="C"):
    if n: yield from hanoi(n - 1, a, c, b); yield a + c; yield from hanoi(n - 1, b, a, c)
def spiral(n):
    m, x, y, dx, dy = [[0] * n for _ in range(n)], 0, 0, 1, 0
    for i in range(1, n * n + 1):
        m[y][x] = i
        if not (0 <= x + dx < n and 0 <= y + dy < n and m[y + dy][x + dx] == 0): dx, dy = -dy, dx
        x += dx; y += dy
    return m
print(josephus(41, 3), list(hanoi(3)), spiral(4))
