"""Floor division and remainder of big integers in all sign combinations."""
cases = [(10**30, 7), (10**30, 10**15), (10**30, 10**30), (10**30, 10**31), (2**200 - 1, 2**100 + 1), (2**128, 2**64),
         (2**128 - 1, 2**64 - 1), (123456789012345678901234567890, 987654321), (0, 10**20), (1, 10**20), (10**20, 2**62),
         (2**62, 10**20), (3**200, 3**100), (3**200 + 1, 3**100), (2**63, 3), (2**63, 2**63), (2**1000, 17)]
for a, b in cases:
    for x, y in ((a, b), (-a, b), (a, -b), (-a, -b)):
        q, r = divmod(x, y)
        assert q == x // y and r == x % y and q * y + r == x and (r == 0 or (r < 0) == (y < 0)) and abs(r) < abs(y)
        print(q, r, end=" | ")
    print()
for x in (5, -5, 10**30, 0):
    for operation in ("//", "%", "/"):
        try:
            eval(f"{x} {operation} 0")
        except ZeroDivisionError as error:
            print(x, operation, error)
    try:
        divmod(x, 0)
    except ZeroDivisionError as error:
        print("divmod", x, error)
    try:
        x ** -1 if x == 0 else pow(x, 2, 0)
    except (ZeroDivisionError, ValueError) as error:
        print("pow", x, type(error).__name__, error)
