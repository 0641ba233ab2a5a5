"""Float operations against exact integer ratios over many values."""
state = 21
def rnd():
    global state
    state = (state * 6364136223846793005 + 1442695040888963407) & (2**64 - 1)
    return state >> 11
n = 0
total = 0.0
for i in range(2000):
    a = (rnd() - 2**52) / 2 ** (rnd() % 60)
    b = (rnd() - 2**52) / 2 ** (rnd() % 60)
    (an, ad), (bn, bd) = a.as_integer_ratio(), b.as_integer_ratio()
    def check(x, num, den):
        xn, xd = x.as_integer_ratio()
        err, ulp = abs(xn * den - num * xd), abs(xn) * den
        assert err * 2**52 <= ulp or num == 0, (a, b, x)
    check(a + b, an * bd + bn * ad, ad * bd) if abs(a + b) > 1e-3 else None
    check(a * b, an * bn, ad * bd)
    if b: check(a / b, an * bd * (1 if bn > 0 else -1), ad * abs(bn))
    assert float(repr(a)) == a and float.fromhex(a.hex()) == a and (a < b) == (an * bd < bn * ad) and int(a) == (an // ad if an >= 0 else -(-an // ad)) and a // 1 == an // ad
    if b: assert abs((a // b) * b + a % b - a) <= abs(a) * 1e-9 + abs(b) * 1e-6 and (a % b == 0 or (a % b < 0) == (b < 0))
    assert round(a) == (lambda f, r: f + (r > 0.5 or r == 0.5 and f % 2))(int(a // 1), a - a // 1) if abs(a) < 2**50 else True
    assert f"{a:.17g}" and float(f"{a:.17g}") == a and float("%r" % b) == b and float(f"{a:.20e}") == a
    total += a / 1e6
    n += 1
print(n, repr(total), f"{total:.6f}")
