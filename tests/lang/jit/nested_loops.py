# Loops entered in the middle, loops in loops, floats and ints carried around them.
def matrix(n):
    a = [[i * j % 7 for j in range(n)] for i in range(n)]
    s = 0
    for i in range(n):
        for j in range(n):
            t = 0
            for k in range(n):
                t += a[i][k] * a[k][j]
            s += t
            if t > 1000:
                break
        else:
            s += 1
    return s


def floats(n):
    x, y, z = 0.0, 1.0, 0
    i = 0
    while i < n:
        j = 0
        while j < 50:
            x = x * 0.999 + y
            y = y * 0.5 + j
            j += 1
            z += 1
        if x > 1e300:
            x = 0.0
        i += 1
    return round(x, 6), round(y, 6), z


def ranges(n):
    out = 0
    for i in range(n, 0, -3):
        for j in range(-5, 5):
            if j == i % 5:
                continue
            out += i * j
    for k in range(10**18, 10**18 + 5):
        out += k
    for k in range(2**62, 2**62 + 3):
        out += k
    return out


def lists(n):
    a = list(range(n))
    for i in range(len(a)):
        a[i] = a[-i] + a[i - 1]
    for x in a[:10]:
        if x > 3:
            a.append(x)
    b = []
    for x in a:
        b.append(x)
        if len(b) < 50:
            a.append(1)
    return sum(a) % 1000003, len(b), a[-1]


print(matrix(30), floats(200), ranges(2000), lists(3000))
big = 1e77
for _ in range(3000):
    big = big * 1.0000001 if big < 1e78 else 1e77
print(big)
tiny = 1.0
k = 0
while tiny > 0:
    tiny /= 2
    k += 1
print(k, tiny)
