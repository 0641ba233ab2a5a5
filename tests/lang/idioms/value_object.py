"""An immutable value class: equality, hash, ordering, repr, unpacking, replacement."""
class Money:
    __slots__ = ("amount", "currency")
    def __init__(self, amount, currency="EUR"):
        object.__setattr__(self, "amount", amount)
        object.__setattr__(self, "currency", currency)
    def __setattr__(self, *a): raise AttributeError("immutable")
    __delattr__ = __setattr__
    def _key(self): return self.currency, self.amount
    def __eq__(self, o): return self._key() == o._key() if isinstance(o, Money) else NotImplemented
    def __lt__(self, o): return self._key() < o._key() if isinstance(o, Money) else NotImplemented
    def __hash__(self): return hash(self._key())
    def __repr__(self): return f"Money({self.amount!r}, {self.currency!r})"
    def __add__(self, o):
        if self.currency != o.currency: raise ValueError("different currencies")
        return Money(self.amount + o.amount, self.currency)
    def __mul__(self, k): return Money(self.amount * k, self.currency)
    __rmul__ = __mul__
    def __iter__(self): yield self.amount; yield self.currency
    def __bool__(self): return bool(self.amount)
    def replace(self, **kw): return Money(**{"amount": self.amount, "currency": self.currency, **kw})
a, b = Money(5), Money(7, "USD")
print(a, a == Money(5), a == 5, a != b, a < b, b > a, sorted([b, a, Money(1)]), len({a, Money(5), b}), {a: 1}[Money(5)], a + Money(2), 3 * a, a * 2, bool(Money(0)))
amount, currency = b
print(amount, currency, list(a), a.replace(amount=9), max(a, Money(8)), sum([Money(1), Money(2)], Money(0)))
for action in (lambda: setattr(a, "amount", 1), lambda: delattr(a, "amount"), lambda: a + b, lambda: a < 5, lambda: a <= b, lambda: a.other, lambda: sum([a])):
    try: print(action())
    except Exception as e: print(type(e).__name__, e)
