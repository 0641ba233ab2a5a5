# Arrays made of lists: what fits as it is, what is converted, what fails in the middle.
from array import array


class Index:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value


class Real(float):
    pass


class Convertible:
    def __float__(self):
        return 2.5


INTS = [0, 1, -1, 127, 128, -128, -129, 255, 256, 32767, -32768, 32768, 65535, 65536, 2**31 - 1, -2**31, 2**31, 2**32 - 1, 2**32,
        2**60, 2**62, 2**63 - 1, -2**63, 2**63, 2**64 - 1, 2**64, True, Index(7), 1.5, "x", None]
for code in "bBhHiIlLqQfd":
    fits = []
    for value in INTS:
        try:
            fits.append(array(code, [3, value])[1])
        except (OverflowError, TypeError) as error:
            fits.append(type(error).__name__)
    print(code, fits)
    print(array(code, []), array(code, [1, 2, 3]), array(code, (1, 2)), array(code, [5, True, Index(6), 7] if code not in "fd" else [5, 2]))
print(array("d", [1.5, 2, Real(3.5), Convertible(), 1e300, float("inf"), -0.0]), array("f", [1.5, 2, Real(3.5), 1e300, 0.1]))
numbers = array("i", [1, 2])
for items in ([3, 4], [], [5, 2**40, 6], [7, "x"]):
    try:
        numbers.fromlist(items)
    except (OverflowError, TypeError) as error:
        print(type(error).__name__, error)
    print(numbers)
for items in ([3, 4], [5, 2**40, 6], [7, "x", 8], (9, 10)):
    try:
        numbers.extend(items)
    except (OverflowError, TypeError) as error:
        print(type(error).__name__, error)
    print(numbers)
exported = memoryview(numbers)
for items in ([], [1], ["x"]):
    try:
        numbers.extend(items)
    except (BufferError, TypeError) as error:
        print(type(error).__name__, error)


class Shrinking:
    def __index__(self):
        del items[3:]
        return 9


items = [1, 2, Shrinking(), 4, 5]
numbers = array("l")
numbers.extend(items)
print(numbers, len(items))
