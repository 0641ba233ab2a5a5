"""Very large integers: text in other bases, arithmetic, identities."""
import sys
a = 3 ** 5000
b = 7 ** 3000
print(hash(a), a % 1000003, (a * b) % 998244353, (a // b) % 998244353, divmod(a, b)[1] % 1009, (a + b - a) == b, (a ^ b ^ a) == b, (a & b) + (a | b) == a + b)
print(len(hex(a)), hex(a)[:12], hex(a)[-8:], oct(b)[:10], bin(a).count("1"), a.bit_length(), b.bit_count(), int(hex(a), 16) == a, int(oct(b), 8) == b, int(bin(a)[2:], 2) == a)
print((a << 100 >> 100) == a, (-a >> 7) == -((a + 127) >> 7), (a * a) == a ** 2, pow(a, 5, 1000) == a ** 5 % 1000, a // -b == -(-(-a // b)) if False else True)
sys.set_int_max_str_digits(0)
s = str(a)
print(len(s), s[:20], s[-20:], int(s) == a, str(-a) == "-" + s, len(f"{a:,}") - len(s), int(f"{b:_}") == b, "%d" % b == str(b), float(10**300 + 1), round(a, -2380) % 10**2380)
n = 10**2000
print(str(n) == "1" + "0" * 2000, str(n - 1) == "9" * 2000, n.bit_length(), (n - 1) // 9 == int("1" * 2000), len(str(2**20000)), sum(map(int, str(2**10000))))
x = 1
for i in range(1, 300): x *= i
y = x
for i in range(299, 0, -1): y //= i
print(y, x % 2**64, len(str(x)), str(x).rstrip("0")[-10:])
def gcd(p, q):
    while q: p, q = q, p % q
    return p
import math
print(gcd(a * 12345, b * 54321), math.gcd(a * 12345, b * 54321), math.isqrt(a) ** 2 <= a < (math.isqrt(a) + 1) ** 2, a.to_bytes(1000, "little")[:4], int.from_bytes(a.to_bytes(1000, "big"), "big") == a)
print(a / b > 1e300 if a.bit_length() - b.bit_length() < 1000 else "overflow", (a // 10**2000) / (b // 10**2200), 2**1000 / 2**999, 10**400 / 10**399, 10**30 / 3, -10**30 / 7, 1 / 10**320, (10**400) // (10**399 + 1))
