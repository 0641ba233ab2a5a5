# __eq__ and __hash__ that change one of the two sets while an operation runs.
class Key:
    def __init__(self, value, action=None):
        self.value, self.action = value, action

    def __hash__(self):
        return self.value

    def __eq__(self, other):
        if self.action:
            action, self.action = self.action, None
            action()
        return isinstance(other, Key) and self.value == other.value

    def __repr__(self):
        return f"Key({self.value})"


OPERATIONS = {
    "and": lambda a, b: a & b, "or": lambda a, b: a | b, "sub": lambda a, b: a - b, "xor": lambda a, b: a ^ b,
    "disjoint": lambda a, b: a.isdisjoint(b), "subset": lambda a, b: a <= b, "iand": lambda a, b: a.intersection_update(b),
    "isub": lambda a, b: a.difference_update(b), "ior": lambda a, b: a.update(b),
}
CHANGES = {
    "clear a": lambda a, b: a.clear(), "clear b": lambda a, b: b.clear(),
    "grow a": lambda a, b: a.update(range(100, 160)), "grow b": lambda a, b: b.update(range(100, 160)),
    "drop a": lambda a, b: [a.discard(i) for i in range(10)], "drop b": lambda a, b: [b.discard(i) for i in range(10)],
}
for name, operation in OPERATIONS.items():
    for change, act in CHANGES.items():
        a = set(range(10)) | {Key(i) for i in range(20, 30)}
        b = set(range(5, 15)) | {Key(i) for i in range(25, 35)}
        for key in list(a):
            if isinstance(key, Key) and key.value == 26:
                key.action = lambda: act(a, b)
        try:
            result = operation(a, b)
            shown = result if isinstance(result, bool) or result is None else len(result)
            print(name, change, shown, len(a), len(b))
        except RuntimeError as error:
            print(name, change, error)
