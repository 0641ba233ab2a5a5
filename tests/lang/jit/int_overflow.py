# Small ints that grow into big ones in hot loops, and come back.
def grow(n):
    x = 1
    for i in range(n):
        x = x * 3 + i
    return x


def wave(n):
    x, out = 0, []
    step = 1 << 58
    for i in range(n):
        x += step if i % 16 < 8 else -step
        if i % 1000 == 7:
            out.append(x)
    return out


def edges():
    out = []
    for shift in range(55, 70):
        for delta in (-1, 0, 1):
            a = (1 << shift) + delta
            out.append((a + a, a - -a, a * 3, -a, ~a, a << 1, a >> 3, a // 7, a % 7, a & 255, a ^ -1))
    return out


for _ in range(40):
    edges()
print(grow(30), grow(400) % 1000007, grow(2000) % 1000007)
print(wave(5000))
print(hash(tuple(edges())), edges()[20])
for a in (7, -7, 0, 1, -1, 2**61 - 1, -2**61):
    for b in (2, -2, 3, -3, -1, 1):
        print(a // b, a % b, divmod(a, b), end=" ")
    print()
