import pickle


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y


__import__("sys").modules[__name__] = type("Area", (), {"Point": Point})

INTS = list(range(-200, 800))
FLOATS = [i * 0.37 for i in range(500)]
STRINGS = ["item number %d" % i for i in range(500)]
RECORDS = [{"id": i, "name": "name %d" % i, "tags": ("red", "green"), "price": i * 0.5, "active": True, "parent": None} for i in range(100)]
POINTS = [Point(i, -i) for i in range(200)]
TUPLES = [(i, i + 1) for i in range(300)]
SETS = [{i, i + 1, i + 2} for i in range(100)]
BIG = [1 << 100 + i for i in range(100)]


def both(name, value, protocol=4):
    data = pickle.dumps(value, protocol)

    def dumps(loops):
        for _ in range(loops):
            pickle.dumps(value, protocol)

    def loads(loops):
        for _ in range(loops):
            pickle.loads(data)

    dumps.__name__, loads.__name__ = "dumps_" + name, "loads_" + name
    benchmark(dumps)
    benchmark(loads)


both("ints", INTS)
both("floats", FLOATS)
both("strings", STRINGS)
both("records", RECORDS)
both("objects", POINTS)
both("tuples", TUPLES)
both("sets", SETS)
both("big_ints", BIG)
both("small", [1, 2])
both("bytes", b"x" * 2000)
both("records_protocol_2", RECORDS, 2)
