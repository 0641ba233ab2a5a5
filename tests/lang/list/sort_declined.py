# How often sorting asks comparisons that decline: once by the type's own comparison, then by the general rules.
class Declines:
    calls = []

    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        self.calls.append("%d<%d" % (self.n, other.n))
        return NotImplemented

    def __gt__(self, other):
        self.calls.append("%d>%d" % (self.n, other.n))
        return self.n > other.n


class Other(Declines):
    pass


class Mixed(Declines):
    def __lt__(self, other):
        self.calls.append("%d<<%d" % (self.n, other.n))
        return self.n < other.n


class Truth(Declines):
    """Comparisons that answer something else than a bool."""

    def __lt__(self, other):
        self.calls.append("%d<%d" % (self.n, other.n))
        return [1] if self.n < other.n else []


class Callable(Declines):
    class Compare:
        def __get__(self, instance, owner):
            def compare(other):
                owner.calls.append("got %d<%d" % (instance.n, other.n))
                return NotImplemented

            return compare

    __lt__ = Compare()


class Neither:
    def __lt__(self, other):
        Declines.calls.append("neither")
        return NotImplemented


def show(title, what):
    Declines.calls.clear()
    try:
        result = what()
        print(title, result, *Declines.calls)
    except Exception as error:
        print(title, type(error).__name__, error, *Declines.calls)


def numbers(items):
    return [item.n if isinstance(item, Declines) else item for item in items]


show("one type", lambda: numbers(sorted([Declines(3), Declines(1), Declines(2)])))
show("reverse", lambda: numbers(sorted([Declines(3), Declines(1), Declines(2)], reverse=True)))
show("key", lambda: sorted([3, 1, 2], key=Declines))
show("two types", lambda: numbers(sorted([Declines(3), Other(1), Declines(2)])))
show("a subclass", lambda: numbers(sorted([Other(3), Other(1)])))
show("mixed", lambda: numbers(sorted([Mixed(3), Mixed(1), Declines(2)])))
show("truth", lambda: numbers(sorted([Truth(3), Truth(1), Truth(2)])))
show("descriptor", lambda: numbers(sorted([Callable(3), Callable(1)])))
show("neither", lambda: sorted([Neither(), Neither()]))
show("tuples", lambda: [t[0].n for t in sorted([(Declines(3), 1), (Declines(1), 2)])])
show("second items", lambda: [t[1].n for t in sorted([(1, Declines(3)), (1, Declines(1))])])
show("tuples of two types", lambda: [t[0].n for t in sorted([(Declines(3), 1), (Other(1), 2)])])
show("empty tuple", lambda: [t and t[0].n for t in sorted([(Declines(3),), (), (Declines(1),)])])
show("nested", lambda: [t[0][0].n for t in sorted([((Declines(3),),), ((Declines(1),),)])])
show("list.sort", lambda: [Declines(2), Declines(1)].sort())
show("min", lambda: min([Declines(2), Declines(1)]).n)
show("one item", lambda: numbers(sorted([Declines(2)])))


class Switches:
    """Becomes another class while it is compared."""

    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        Declines.calls.append("switch %d" % self.n)
        self.__class__ = After
        return self.n < other.n


class After(Switches):
    def __lt__(self, other):
        Declines.calls.append("after %d" % self.n)
        return NotImplemented

    def __gt__(self, other):
        Declines.calls.append("after gt %d" % self.n)
        return self.n > other.n


show("switches", lambda: [s.n for s in sorted([Switches(3), Switches(1), Switches(2)])])


class Raises(Declines):
    def __lt__(self, other):
        raise ValueError("no order")


show("raises", lambda: sorted([Raises(1), Raises(2)]))
