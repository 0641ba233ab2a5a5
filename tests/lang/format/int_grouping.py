# Grouped digits of ints: separators, signs, padding, bases.
SPECS = (",", "_", "_x", "_X", "_b", "_o", "020,", "+,", " ,", ">20,", "<20,", "^21,", "=20,", "*=20,", "010_", "#_x", "08_b", "_d", "012,d",
         "#010_x", "+#_b", "_n", ",n", ",x")
for value in (0, 1, 12, 123, 1234, -1, -12, -123, -1234, -123456, 1234567, -(1 << 61), (1 << 61) - 1, 1 << 70, True):
    for spec in SPECS:
        try:
            print(value, spec, repr(format(value, spec)))
        except ValueError as error:
            print(value, spec, error)
print(f"{1234567:,} {-1000:_} {999:,}", "{:,}".format(10**6))
