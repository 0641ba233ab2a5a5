"""Augmented assignment of names, items and attributes with integers; evaluation order."""
log = []
class Box:
    def __getitem__(self, key):
        log.append(("get", key)); return 10
    def __setitem__(self, key, value):
        log.append(("set", key, value))
    @property
    def a(self):
        log.append("get a"); return 5
    @a.setter
    def a(self, value):
        log.append(("set a", value))
box = Box()
def which():
    log.append("which"); return box
def key():
    log.append("key"); return "k"
def value():
    log.append("value"); return 3
which()[key()] += value()
which().a *= value()
which()[key()] //= value()
which().a **= value()
print(log)
x = 7
x += 1; print(x)
x -= 3; print(x)
x *= 4; print(x)
x /= 2; print(x)
x = 17; x //= 3; print(x)
x %= 3; print(x)
x **= 5; print(x)
x <<= 3; print(x)
x >>= 1; print(x)
x |= 5; print(x)
x &= 0xFC; print(x)
x ^= 0xFF; print(x)
big = 2**62
big += 2**62; print(big)
big *= big; print(big)
big -= 2**126; print(big)
total = 0
for i in range(100000):
    total += i * i
print(total)
def unbound():
    y += 1
try:
    unbound()
except UnboundLocalError as error:
    print(error)
