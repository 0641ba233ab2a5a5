"""Assignment: chained, to attributes, items and slices, evaluation order."""
log = []
class T:
    def __init__(self, n): self.__dict__["n"] = n
    def __setattr__(self, k, v): log.append(f"{self.n}.{k}={v}")
    def __setitem__(self, k, v): log.append(f"{self.n}[{k}]={v}")
def t(n): log.append(f"t{n}"); return T(n)
def k(x): log.append(f"k{x}"); return x
def v(x): log.append(f"v{x}"); return x
t(1).a = t(2)[k(1)] = v(5)
t(3)[k(2)], t(4).b = v(6), v(7)
(t(5).c, [t(6)[k(3)], *t(7).d]) = v(1), (v(2), v(3), v(4))
print(log)
a = b = c = 0
a, b = b, a = 1, 2
print(a, b)
i = 0
l = [10, 20, 30]
i, l[i], i = 1, "first", 2
print(i, l)
def f():
    global g1, g2
    g1, g2 = 1, 2
    return g1 + g2
print(f(), g1)
a = [1, 2, 3]
a[0], a[1], a[2] = a[2], a[0], a[1]; print(a)
a[a[0] - 2], a[0] = 5, 6; print(a)
