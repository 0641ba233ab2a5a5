@benchmark
def int_of_text(loops):
    for _ in range(loops):
        int("12345")


@benchmark
def int_of_hex(loops):
    for _ in range(loops):
        int("ff5a", 16)


@benchmark
def int_of_float(loops):
    for _ in range(loops):
        int(3.75)


@benchmark
def float_of_text(loops):
    for _ in range(loops):
        float("3.14159")


@benchmark
def float_of_long_text(loops):
    for _ in range(loops):
        float("0.12345678901234567")


@benchmark
def round_float(loops):
    for _ in range(loops):
        round(2.71828, 2)


@benchmark
def divmod_(loops):
    for i in range(loops):
        divmod(i, 7)


@benchmark
def power(loops):
    for i in range(loops):
        i ** 2


@benchmark
def power_modulo(loops):
    for _ in range(loops):
        pow(3, 12345, 1000007)


@benchmark
def big_multiply(loops):
    a, b = 3 ** 200, 7 ** 150
    for _ in range(loops):
        a * b


@benchmark
def big_divide(loops):
    a, b = 3 ** 400, 7 ** 100
    for _ in range(loops):
        a // b


@benchmark
def big_add(loops):
    a, b = 3 ** 100, 7 ** 60
    for _ in range(loops):
        a + b


@benchmark
def big_to_text(loops):
    a = 3 ** 400
    for _ in range(loops):
        str(a)


@benchmark
def big_from_text(loops):
    text = str(3 ** 400)
    for _ in range(loops):
        int(text)


@benchmark
def bit_length(loops):
    for i in range(loops):
        i.bit_length()


@benchmark
def hex_bin(loops):
    for i in range(loops):
        hex(i), bin(i)


@benchmark
def abs_min_max(loops):
    for i in range(loops):
        abs(-i), min(i, 5), max(i, 5)


@benchmark
def isinstance_(loops):
    for i in range(loops):
        isinstance(i, (str, int))


@benchmark
def complex_multiply(loops):
    a = 1.5 + 2j
    for _ in range(loops):
        a * a
