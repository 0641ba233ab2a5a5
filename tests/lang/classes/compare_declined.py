"""What is asked, and how often, when comparisons decline: through operators, functions and `in`."""
from operator import eq
log=[]
class A:
    def __eq__(self, o): log.append(('eq', self.n)); return NotImplemented
    def __lt__(self, o): log.append(('lt', self.n)); return NotImplemented
    def __gt__(self, o): log.append(('gt', self.n)); return NotImplemented
    def __init__(self, n): self.n = n
    __hash__ = None
def f(a, b): return a == b
a, b = A(1), A(2)
for i in range(3):
    log.clear(); f(a, b); print(log)
    log.clear(); eq(a, b); print(log)
    log.clear(); a in [b]; print(log)
    log.clear()
    try: a < b
    except TypeError as e: print(log, e)


class Sub(A):
    def __eq__(self, o):
        log.append(("sub", self.n))
        return NotImplemented


for pair in (Sub(3), a), (a, Sub(3)), (Sub(4), Sub(5)):
    for compare in eq, f:
        log.clear()
        print(compare(*pair), log)
        log.clear()
        print(pair[0] != pair[1], log)
