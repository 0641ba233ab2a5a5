"""Arithmetic around 2**61 and 2**62, where a 62-bit immediate integer ends."""
for base in (2**60, 2**61 - 1, 2**61, 2**61 + 1, 2**62 - 1, 2**62, 2**62 + 1):
    print(base, -base, base + 1, base - 1, -base - 1, -base + 1)
    print("  ", base + base, base * 2, base * 3, base * -1, base * base)
    print("  ", base // 2, base // -2, base % 7, -base % 7, base % -7, -base // 7)
    print("  ", base << 1, base >> 1, -base >> 1, base << 63, base >> 61, -base >> 61)
    print("  ", base & (base - 1), base | 1, base ^ -1, ~base, -base & 0xFF, base ^ base)
    print("  ", base == base + 0, base < base + 1, base > -base, hash(base) == hash(float(base)), abs(-base) == base)
x = 2**61 - 2
for i in range(6):
    print(x, type(x).__name__, x.bit_length(), hex(x), -x, hex(-x))
    x += 1
x = -(2**61) + 2
for i in range(6):
    print(x, x.bit_length(), x * x, x // 3, x % 3, divmod(x, 1000))
    x -= 1
