# Ints of all sizes in all containers and protocols: the same bytes as CPython's.
import io
import pickle

INTS = [0, 1, 255, 256, 65535, 65536, 2**31 - 1, 2**31, -1, -128, -(2**31), -(2**31) - 1, 2**61 - 1, 2**61, -(2**61), 2**63, 10**30, True, False]
for protocol in range(6):
    for value in (INTS, tuple(INTS), tuple(INTS[:2]), dict(zip(INTS, reversed(INTS))), [[1], (2,), {3: 4}], list(range(2500)), {"a": 1, "b": 70000}):
        data = pickle.dumps(value, protocol)
        print(protocol, len(data), sum((i + 1) * b for i, b in enumerate(data)), pickle.loads(data) == value)


class Referring(pickle.Pickler):
    def persistent_id(self, obj):
        return "number" if obj == 7 else None


class Resolving(pickle.Unpickler):
    def persistent_load(self, pid):
        return pid


for protocol in (0, 2, 4):
    out = io.BytesIO()
    Referring(out, protocol).dump([6, 7, (7, 8), {7: 7}])
    print(out.getvalue(), Resolving(io.BytesIO(out.getvalue())).load())
memo = [str(i) for i in range(100)]
print(all(a is b for a, b in zip(*pickle.loads(pickle.dumps((memo, memo))))))
