"""Integer operations against identities over many random values of all sizes."""
state = 11
def rnd(bits):
    global state
    v = 0
    for _ in range(bits // 24 + 1):
        state = (state * 6364136223846793005 + 1442695040888963407) & (2**64 - 1)
        v = v << 24 | state >> 40
    return v & ((1 << bits) - 1)
n = check = 0
sizes = (1, 8, 30, 31, 32, 60, 61, 62, 63, 64, 65, 100, 128, 200)
for i in range(4000):
    a, b = rnd(sizes[i % 14]), rnd(sizes[i // 14 % 14])
    if i & 1: a = -a
    if i & 2: b = -b
    s, d, p = a + b, a - b, a * b
    assert s - b == a and d + b == a and s == b + a and -(-a) == a and ~a == -a - 1 and p == b * a
    if b:
        q, r = divmod(a, b)
        assert q * b + r == a and (0 <= r < b or b < r <= 0) and a // b == q and a % b == r and p // b == a and p % b == 0
    k = i % 70
    assert a << k == a * 2 ** k and a >> k == a // 2 ** k and (a ^ b) ^ b == a and (a & b) + (a | b) == s and (a & ~b) | (a & b) == a
    assert (a < b) == (d < 0) and (a == b) == (d == 0) and int(str(a)) == a and int(hex(a), 16) == a and abs(a) >= 0 and a.bit_length() == len(bin(abs(a))) - 2 + (a == 0) * -1
    assert int.from_bytes(a.to_bytes(30, "big", signed=True), "big", signed=True) == a and hash(a) == hash(a + 0) and (a * a) == a ** 2 and pow(a, 3, 1000007) == a ** 3 % 1000007
    if abs(a) < 2**53: assert float(a) == a and int(float(a)) == a and hash(float(a)) == hash(a)
    check = (check * 31 + (s ^ p)) % (2**61 - 1)
    n += 1
print(n, check)
