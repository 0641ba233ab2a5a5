@benchmark
def fstring_strings(loops):
    a, b = "one", "two"
    for _ in range(loops):
        f"{a} and {b}"


@benchmark
def fstring_int(loops):
    for i in range(loops):
        f"item {i}"


@benchmark
def fstring_spec(loops):
    x = 3.14159
    for i in range(loops):
        f"{i:05d} {x:8.2f}"


@benchmark
def fstring_repr(loops):
    a = "one"
    for i in range(loops):
        f"{a!r}={i!r}"


@benchmark
def fstring_hex(loops):
    for i in range(loops):
        f"{i:08x}"


@benchmark
def fstring_align(loops):
    a = "one"
    for _ in range(loops):
        f"{a:<10}|{a:>10}|{a:^10}"


@benchmark
def percent_string(loops):
    a = "one"
    for _ in range(loops):
        "%s and %s" % (a, a)


@benchmark
def percent_int(loops):
    for i in range(loops):
        "%d of %5d" % (i, i)


@benchmark
def percent_float(loops):
    for i in range(loops):
        "%.2f" % 1.25


@benchmark
def percent_dict(loops):
    values = {"a": 1, "b": "x"}
    for i in range(loops):
        "%(a)d %(b)s" % values


@benchmark
def format_positional(loops):
    for i in range(loops):
        "{} and {}".format("one", i)


@benchmark
def format_named(loops):
    for i in range(loops):
        "{name}: {value:>8}".format(name="n", value=i)


@benchmark
def format_function(loops):
    for i in range(loops):
        format(i, ",")


@benchmark
def str_int(loops):
    for i in range(loops):
        str(i)


@benchmark
def str_float(loops):
    for _ in range(loops):
        str(3.14159)


@benchmark
def repr_float_long(loops):
    for _ in range(loops):
        repr(0.1234567890123)


@benchmark
def repr_list(loops):
    items = list(range(50))
    for _ in range(loops):
        repr(items)


@benchmark
def repr_dict(loops):
    items = {str(i): i * 0.5 for i in range(20)}
    for _ in range(loops):
        repr(items)


@benchmark
def str_none_bool(loops):
    for _ in range(loops):
        str(None), str(True)


@benchmark
def str_object(loops):
    class C:
        def __str__(self):
            return "C"
    c = C()
    for _ in range(loops):
        str(c)
