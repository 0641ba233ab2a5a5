from decimal import Context, Decimal, getcontext, localcontext

A = Decimal("123.456")
B = Decimal("7.89")
LONG_A = Decimal("1.2345678901234567890123456789") / 3
LONG_B = Decimal(2) / 7
CENT = Decimal("0.01")
WIDE = Context(prec=200)


@benchmark
def from_text(loops):
    for _ in range(loops):
        Decimal("123.456")


@benchmark
def from_int(loops):
    for _ in range(loops):
        Decimal(12345)


@benchmark
def from_float(loops):
    for _ in range(loops):
        Decimal(0.1)


@benchmark
def add(loops):
    for _ in range(loops):
        A + B


@benchmark
def multiply(loops):
    for _ in range(loops):
        A * B


@benchmark
def divide(loops):
    for _ in range(loops):
        A / B


@benchmark
def add_long(loops):
    for _ in range(loops):
        LONG_A + LONG_B


@benchmark
def multiply_long(loops):
    for _ in range(loops):
        LONG_A * LONG_B


@benchmark
def divide_int(loops):
    for _ in range(loops):
        LONG_A / 7


@benchmark
def power(loops):
    for _ in range(loops):
        LONG_A ** 5


@benchmark
def square_root(loops):
    for _ in range(loops):
        B.sqrt()


@benchmark
def exponential(loops):
    for _ in range(loops):
        B.exp()


@benchmark
def natural_logarithm(loops):
    for _ in range(loops):
        A.ln()


@benchmark
def compare_(loops):
    for _ in range(loops):
        A < B


@benchmark
def quantize_(loops):
    for _ in range(loops):
        A.quantize(CENT)


@benchmark
def to_text(loops):
    for _ in range(loops):
        str(A)


@benchmark
def format_(loops):
    for _ in range(loops):
        format(A, ".2f")


@benchmark
def hash_(loops):
    for _ in range(loops):
        hash(A)


@benchmark
def remainder(loops):
    for _ in range(loops):
        A % B


@benchmark
def context_division(loops):
    for _ in range(loops):
        WIDE.divide(LONG_A, LONG_B)


@benchmark
def sum_(loops, prices=[Decimal(i) / 100 for i in range(200)]):
    for _ in range(loops):
        sum(prices)


@benchmark
def local_context(loops):
    for _ in range(loops):
        with localcontext() as context:
            context.prec = 10
