"""Numbers to text and back in every way."""
for n in (0, 1, -1, 255, -256, 2**31, 2**64, -2**100, 10**30):
    print(n, [int(f(n), 0) == n for f in (bin, oct, hex, str)], int(f"{n:,}".replace(",", "")) == n, int(f"{n:x}", 16) == n, int("%d" % n) == n, int("{:_}".format(n)) == n, float(n) == n or n > 2**53, eval(repr(n)) == n, f"{n:+}", f"{n:>12}"[-5:])
for x in (0.0, -0.0, 1.0, 0.1, 1 / 3, 1e22, 1e-7, 123456.789, 5e-324, 1.7976931348623157e308, 2.5, 1e16, 99999999999999990.0):
    print(x, float(repr(x)) == x, float(f"{x:.17g}") == x, float(x.hex() if False else str(x)) == x, float.fromhex(x.hex()) == x, f"{x:.3g} {x:.3e} {x:g}", "%.2f" % x if x < 1e20 else "", "{:n}".format(x), eval(repr(x)) == x, complex(str(complex(x, 1))) == complex(x, 1))
print([f"{x:.{p}f}" for x in (0.5, 1.5, 2.5, 0.125, 2.675) for p in (0, 1, 2)], [round(x, p) for x in (0.5, 1.5, 2.5, 0.125, 2.675, 1e15 + 0.5) for p in (0, 1, 2)])
