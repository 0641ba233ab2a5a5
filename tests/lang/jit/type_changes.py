# Variables whose type changes under compiled code.
def add(a, b):
    return a + b


def total(items):
    s = items[0]
    for x in items[1:]:
        s = add(s, x)
    return s


print(total(list(range(2000))))
print(total([0.5] * 2000))
print(total(["a", "b"] * 1000)[:10])
print(total([[1], [2]] * 10))
print(total([1, 2.5, 3] * 500))
print(total([True, 2, 3.5] * 300))


def mixed(n):
    x = 0
    for i in range(n):
        if i == 3000:
            x = x + 0.5
        if i == 4000:
            x = str(x)
        if i >= 4000:
            x += "!" if i % 200 == 0 else ""
        else:
            x += 1
    return x


print(mixed(100), mixed(3500), mixed(5000))


def compare(values):
    n = 0
    for i in range(len(values) - 1):
        if values[i] < values[i + 1]:
            n += 1
        elif values[i] == values[i + 1]:
            n += 1000
    return n


print(compare([1, 2, 2, 3] * 500), compare([1.0, 2, 2.0, float("nan")] * 500), compare(["a", "b", "b"] * 500))
try:
    compare([1, 2] * 600 + ["x"])
except TypeError as e:
    print(e)
