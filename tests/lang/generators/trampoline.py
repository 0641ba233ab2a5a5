"""A scheduler for generator tasks with results, errors and cancellation."""
class Task:
    def __init__(self, gen): self.stack, self.value, self.error, self.result, self.done = [gen], None, None, None, False
    def step(self):
        try:
            g = self.stack[-1]
            r = g.throw(self.error) if self.error else g.send(self.value)
            self.value = self.error = None
            if hasattr(r, "send"): self.stack.append(r)
            else: self.value = r
        except StopIteration as s: self._pop(s.value, None)
        except Exception as e: self._pop(None, e)
    def _pop(self, v, e):
        self.stack.pop()
        self.value, self.error = v, e
        if not self.stack: self.done, self.result = True, e or v
def run(*gens):
    tasks = [Task(g) for g in gens]
    turns = 0
    while any(not t.done for t in tasks):
        for t in tasks:
            if not t.done: t.step(); turns += 1
    return [repr(t.result) for t in tasks], turns
def fact(n):
    if n < 2: return 1
    r = yield fact(n - 1)
    return n * r
def deep(n): return (yield deep(n - 1)) + 1 if n else 0
def fails(n):
    if n == 0: raise KeyError("bottom")
    try: yield fails(n - 1)
    except KeyError as e:
        if n == 3: return f"recovered at {n} from {e}"
        raise
def values():
    total = 0
    for i in range(3): total += yield i
    return total
print(run(fact(10), deep(2000), fails(5), fails(1), values()))
def even(n): return True if n == 0 else (yield odd(n - 1))
def odd(n): return False if n == 0 else (yield even(n - 1))
print(run(even(3001), odd(3001)))
