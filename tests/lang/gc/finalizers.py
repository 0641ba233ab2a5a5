"""__del__ : called once, at exit too, with what is left, errors ignored, attribute access inside."""
import gc
log = []
class D:
    def __init__(self, n): self.n = n
    def __del__(self): log.append(self.n)
d = D(1); del d; gc.collect(); print(log)
l = [D(i) for i in range(5)]; l.clear(); gc.collect(); print(sorted(log))
class Sub(D):
    def __del__(self): log.append("sub"); super().__del__()
s = Sub("s"); s = None; gc.collect(); print(log[-2:])
class R:
    kept = []
    count = 0
    def __del__(self): R.count += 1; R.kept.append(self)
r = R(); del r; gc.collect(); R.kept.clear(); gc.collect(); print(R.count)
class Inst: pass
i = Inst(); i.__del__ = lambda: log.append("instance del"); del i; gc.collect(); print("instance del" in log)
def f():
    x = D("local")
    return 5
f(); gc.collect(); print(log[-1])
e = D("explicit"); e.__del__(); del e; gc.collect(); print(log.count("explicit"))
