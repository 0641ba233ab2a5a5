"""Products of integers of many sizes, checked by a second way of computing them."""
def pieces(a, b):
    total, shift = 0, 0
    while b:
        total += (a * (b & 0xFFFF)) << shift
        b >>= 16
        shift += 16
    return total
state = 12345
def random_bits(n):
    global state
    value = 0
    for _ in range((n + 30) // 31):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        value = value << 31 | state
    return value >> ((n + 30) // 31 * 31 - n)
for bits_a in (1, 30, 61, 62, 64, 65, 127, 128, 129, 500, 1000, 4000):
    for bits_b in (1, 62, 64, 128, 300, 4000):
        a, b = random_bits(bits_a), random_bits(bits_b)
        product = a * b
        assert product == pieces(a, b) == b * a
        assert -a * b == -product == a * -b and -a * -b == product
        print(bits_a, bits_b, product.bit_length(), product % 1000000007, hash(product), (product >> 13) & 0xFFFF)
print((10**50) * (10**50) == 10**100, 99999999999999999999 ** 2, (2**100 + 1) ** 3)
