# Keys that come and go among others that stay: order, length, and that the places of removed keys are found and taken again.
state = 999


def random(n):
    global state
    state = (state * 1103515245 + 12345) & 0x7fffffff
    return (state >> 8) % n


for case in range(48):
    d = {}
    n = (10, 60, 300, 3000)[case % 4]
    for _ in range(n):
        k = random(2 * n)
        if case & 4:
            k = "k%d" % k
        if random(3):
            d[k] = random(100)
        else:
            d.pop(k, None)
        d["x"] = 1
        d.pop("x")
        if random(5) == 0:
            d.setdefault(k, 7)
    print(case, len(d), sum((i + 1) * v for i, v in enumerate(d.values())), list(d)[:3], all(k in d for k in list(d)), "x" in d)
