"""And, or, xor and not on all signs and sizes, with the two's complement rule."""
values = [0, 1, -1, 5, -6, 255, -256, 2**61, -2**61, 2**62 - 1, -2**62, 2**64, -2**64, 2**100 + 12345, -2**100 - 12345]
for a in values:
    print(a, ~a, [a & b for b in values])
    print([a | b for b in values])
    print([a ^ b for b in values])
    for b in values:
        assert (a & b) + (a | b) == a + b and a ^ b == (a | b) - (a & b)
        assert ~(a & b) == ~a | ~b and ~(a | b) == ~a & ~b
for expression in ["1 & 1.0", "1 | 'a'", "None ^ 1", "~1.5", "~'a'", "True & False", "True | 2", "True ^ True", "False | True"]:
    try:
        print(expression, repr(eval(expression)))
    except TypeError as error:
        print(expression, error)
