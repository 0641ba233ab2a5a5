"""An enumeration made with a metaclass and __set_name__."""
class EnumDict(dict):
    def __setitem__(self, k, v):
        if k in self: raise TypeError(f"{k!r} defined twice")
        super().__setitem__(k, v)
class EnumMeta(type):
    @classmethod
    def __prepare__(m, name, bases): return EnumDict()
    def __new__(m, name, bases, ns):
        members = {k: v for k, v in ns.items() if not k.startswith("_") and not callable(v) and not isinstance(v, property)}
        cls = super().__new__(m, name, bases, {k: v for k, v in ns.items() if k not in members})
        cls._members = {}
        for k, v in members.items():
            o = object.__new__(cls)
            o.name, o.value = k, v
            cls._members[k] = o
            type.__setattr__(cls, k, o)
        return cls
    def __iter__(cls): return iter(cls._members.values())
    def __len__(cls): return len(cls._members)
    def __getitem__(cls, k): return cls._members[k]
    def __contains__(cls, x): return x in cls._members.values()
    def __call__(cls, v):
        for m in cls:
            if m.value == v: return m
        raise ValueError(f"{v!r} is not a valid {cls.__name__}")
    def __setattr__(cls, k, v):
        if k in cls.__dict__.get("_members", ()): raise AttributeError(f"cannot reassign {k}")
        super().__setattr__(k, v)
class Enum(metaclass=EnumMeta):
    def __repr__(self): return f"<{type(self).__name__}.{self.name}: {self.value}>"
class Colour(Enum):
    RED = 1
    GREEN = 2
    def darker(self): return f"dark {self.name.lower()}"
    @property
    def code(self): return self.value * 10
print(list(Colour), Colour.RED, Colour["GREEN"], Colour(1) is Colour.RED, len(Colour), Colour.RED in Colour, 5 in Colour, Colour.GREEN.darker(), Colour.RED.code, type(Colour.RED) is Colour, isinstance(Colour.RED, Enum), {Colour.RED: "r"}[Colour(1)])
for action in (lambda: Colour(9), lambda: Colour["X"], lambda: setattr(Colour, "RED", 5), lambda: Colour.BLUE):
    try: print(action())
    except Exception as e: print(type(e).__name__, e)
try:
    class Twice(Enum):
        A = 1
        A = 2
except TypeError as e: print(e)
