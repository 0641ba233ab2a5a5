"""Arithmetic around 2**63 and 2**64, where machine words end."""
values = [2**63 - 2, 2**63 - 1, 2**63, 2**63 + 1, 2**64 - 1, 2**64, 2**64 + 1]
for v in values:
    for w in (v, -v):
        print(w, w + 1, w - 1, w * 2, w * w, w // 10, w % 10, w << 1, w >> 1, ~w, -w, abs(w), w.bit_length(), w.bit_count())
for a in values:
    for b in values:
        print(a - b, a // b, a % b, -a // b, -a % b, a & b, a | b, a ^ b, -a & b, -a | b, -a ^ b, a < b, a == b, end=";")
    print()
print(-2**63 // -1, (-2**63) % -1, -2**63 * -1, divmod(-2**63, -1), (-2**63) - 1)
print(2**62 + 2**62, 2**62 * 2, -(2**62) - 2**62, (2**31) * (2**32), (2**32) * (2**32), (2**32 - 1) * (2**32 + 1))
print(sum([2**62] * 4), sum([-2**62] * 5), sum(range(2**62, 2**62 + 3)))
