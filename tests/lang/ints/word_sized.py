# Ints around one and two limbs of 64 bits: every operator against the same in other ways.
values = [0, 1, -1, 2, 3, 7, -7, 63, 2**31, -2**31, 2**61 - 1, 2**61, -2**61, -2**61 - 1, 2**62, 2**63 - 1, 2**63, -2**63, 2**64 - 1, 2**64, -2**64, -2**64 + 1,
          2**64 + 1, 2**65, 0x9E3779B97F4A7C15, 0xDEADBEEFCAFEBABE, 2**127, 2**128 - 1, -2**128]


def bits(n, width=400):
    return [(n >> i) & 1 for i in range(width)]


def number(digits):
    n = -digits[-1]
    for b in reversed(digits):
        n = n * 2 + b
    return n


checksum = 0
for a in values:
    for b in values:
        for op, c in (("+", a + b), ("-", a - b), ("*", a * b), ("&", a & b), ("|", a | b), ("^", a ^ b)):
            checksum = (checksum * 31 + c + ord(op)) % (2**89 - 1)
        if b:
            q, r = divmod(a, b)
            assert q * b + r == a and (0 <= r < b or b < r <= 0), (a, b)
            assert q == a // b and r == a % b, (a, b)
            checksum = (checksum * 31 + q * 3 + r) % (2**89 - 1)
        if 0 <= b < 200:
            assert a >> b == a // 2**b and a << b == a * 2**b, (a, b)
            checksum = (checksum * 31 + (a >> b) + (a << b)) % (2**89 - 1)
    for shift in (0, 1, 31, 62, 63, 64, 65, 127, 128, 200):
        assert a >> shift == a // 2**shift and (a << shift) >> shift == a
print(checksum)
for a in values[::3]:
    for b in values[::4]:
        x, y = bits(a), bits(b)
        assert number([p & q for p, q in zip(x, y)]) == a & b
        assert number([p | q for p, q in zip(x, y)]) == a | b
        assert number([p ^ q for p, q in zip(x, y)]) == a ^ b
for a in values:
    print(a, -a, ~a, abs(a), hash(a), a.bit_length(), type(a + 0).__name__, a & 0xFFFFFFFFFFFFFFFF)


def xorshift(x, n):
    for _ in range(n):
        x ^= x << 13 & 0xFFFFFFFFFFFFFFFF
        x ^= x >> 7
        x ^= x << 17 & 0xFFFFFFFFFFFFFFFF
    return x


print(xorshift(88172645463325252, 1000))


class I(int):
    pass


print(I(2**63) + 1, I(0) + 2**63, I(5) & 2**64 - 1, type(I(2**63) ^ I(1)).__name__)
