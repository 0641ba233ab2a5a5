KEYS = ["key%d" % i for i in range(500)]
TABLE = {key: i for i, key in enumerate(KEYS)}


@benchmark
def insert_str(loops):
    for _ in range(loops):
        table = {}
        for key in KEYS:
            table[key] = 1


@benchmark
def insert_int(loops):
    for _ in range(loops):
        table = {}
        for i in range(500):
            table[i] = i


@benchmark
def insert_tuple(loops):
    keys = [(i, i + 1) for i in range(200)]
    for _ in range(loops):
        table = {}
        for key in keys:
            table[key] = 1


@benchmark
def lookup_str(loops):
    table, keys = TABLE, KEYS
    for _ in range(loops):
        for key in keys:
            table[key]


@benchmark
def lookup_int(loops):
    table = dict.fromkeys(range(500))
    for _ in range(loops):
        for i in range(500):
            table[i]


@benchmark
def lookup_fresh_str(loops):
    table = TABLE
    for i in range(loops):
        table.get("key" + "1")


@benchmark
def get(loops):
    table = TABLE
    for _ in range(loops):
        table.get("key7"), table.get("absent")


@benchmark
def contains(loops):
    table = TABLE
    for _ in range(loops):
        "key7" in table, "absent" in table


@benchmark
def setdefault(loops):
    for _ in range(loops):
        table = {}
        for i in range(200):
            table.setdefault(i & 15, []).append(i)


@benchmark
def iterate_keys(loops):
    for _ in range(loops):
        for key in TABLE:
            pass


@benchmark
def iterate_items(loops):
    for _ in range(loops):
        for key, value in TABLE.items():
            pass


@benchmark
def list_values(loops):
    for _ in range(loops):
        list(TABLE.values())


@benchmark
def list_items(loops):
    for _ in range(loops):
        list(TABLE.items())


@benchmark
def copy(loops):
    for _ in range(loops):
        TABLE.copy()


@benchmark
def update(loops):
    for _ in range(loops):
        table = {}
        table.update(TABLE)


@benchmark
def merge(loops):
    a, b = {"a": 1, "b": 2}, {"c": 3}
    for _ in range(loops):
        a | b


@benchmark
def unpack(loops):
    a = {"a": 1, "b": 2}
    for _ in range(loops):
        {**a, "c": 3}


@benchmark
def display(loops):
    for i in range(loops):
        {"a": i, "b": i, "c": i}


@benchmark
def comprehension(loops):
    for _ in range(loops):
        {i: i for i in range(200)}


@benchmark
def from_pairs(loops):
    pairs = list(TABLE.items())
    for _ in range(loops):
        dict(pairs)


@benchmark
def from_zip(loops):
    for _ in range(loops):
        dict(zip(KEYS, KEYS))


@benchmark
def keyword_call(loops):
    for i in range(loops):
        dict(a=i, b=i)


@benchmark
def fromkeys(loops):
    for _ in range(loops):
        dict.fromkeys(KEYS)


@benchmark
def delete(loops):
    for _ in range(loops):
        table = TABLE.copy()
        for key in KEYS:
            del table[key]


@benchmark
def pop_insert(loops):
    table = {i: i for i in range(100)}
    for i in range(loops):
        table[i + 100] = table.pop(i)


@benchmark
def popitem(loops):
    for _ in range(loops):
        table = TABLE.copy()
        while table:
            table.popitem()


@benchmark
def equal(loops):
    other = dict(TABLE)
    for _ in range(loops):
        TABLE == other


@benchmark
def keys_and(loops):
    other = dict.fromkeys(KEYS[::2])
    for _ in range(loops):
        TABLE.keys() & other.keys()
