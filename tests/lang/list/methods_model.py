"""List methods against a naive model over many operations."""
state = 7
def rnd(n):
    global state
    state = (state * 1103515245 + 12345) & 0x7FFFFFFF
    return (state >> 8) % n
class Model:
    def __init__(self): self.d = {}
    def items(self): return [self.d[i] for i in range(len(self.d))]
    def set(self, items): self.d = dict(enumerate(items))
real, model = [], Model()
ops = 0
for _ in range(3000):
    k, x, m = rnd(9), rnd(20), model.items()
    if k == 0 or len(m) < 3: real.append(x); m = m + [x]
    elif k == 1: i = rnd(len(m) + 3) - 1; real.insert(i, x); i = max(0, min(len(m), i if i >= 0 else len(m) + i)); m = m[:i] + [x] + m[i:]
    elif k == 2: i = rnd(len(m)); assert real.pop(i) == m[i]; m = m[:i] + m[i + 1:]
    elif k == 3:
        if x in m: real.remove(x); i = m.index(x); m = m[:i] + m[i + 1:]
        else:
            try: real.remove(x); assert False
            except ValueError: pass
    elif k == 4: real.reverse(); m = m[::-1]
    elif k == 5: a, b = rnd(len(m)), rnd(len(m)); real[a:b] = [x]; m = m[:a] + [x] + m[max(a, b):]
    elif k == 6: i = rnd(len(m)); real[i] = -x; m[i] = -x
    elif k == 7: real.sort(); m = sorted(m)
    else: assert real.count(x) == sum(1 for v in m if v == x) and (x in real) == any(v == x for v in m)
    if len(m) > 40: del real[20:]; m = m[:20]
    model.set(m)
    ops += 1
    assert real == model.items(), (k, real, m)
print(ops, len(real), real[:10], sum(real))
