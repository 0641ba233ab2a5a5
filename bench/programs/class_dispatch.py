"""Many classes and many messages: shapes with virtual methods, visitors, double dispatch, mixins with super(), a registry.

Exercises: megamorphic and polymorphic method calls, super() through a diamond, class attributes, classmethod and
staticmethod, isinstance chains, __init_subclass__, operator methods that return NotImplemented, type() made classes.
"""
import sys

N = int(sys.argv[1]) if len(sys.argv) > 1 else 450000


class Shape:
    registry = {}
    sides = 0
    made = 0

    def __init_subclass__(cls, tag=None, **kwargs):
        super().__init_subclass__(**kwargs)
        if tag is not None:
            Shape.registry[tag] = cls

    def __init__(self, size):
        self.size = size
        type(self).made += 1

    @classmethod
    def build(cls, size):
        return cls(size)

    @staticmethod
    def squared(x):
        return x * x

    def area(self):
        raise NotImplementedError(type(self).__name__)

    def perimeter(self):
        return self.sides * self.size

    def describe(self):
        return f"{type(self).__name__}({self.size})"

    def accept(self, visitor):
        return visitor.visit_shape(self)


class Square(Shape, tag="sq"):
    sides = 4

    def area(self):
        return self.squared(self.size)

    def accept(self, visitor):
        return visitor.visit_square(self)


class Triangle(Shape, tag="tr"):
    sides = 3

    def area(self):
        return self.squared(self.size) * 433 // 1000

    def accept(self, visitor):
        return visitor.visit_triangle(self)


class Hexagon(Triangle, tag="hx"):
    sides = 6

    def area(self):
        return 6 * super().area()


class Circle(Shape, tag="ci"):
    def area(self):
        return 355 * self.squared(self.size) // 113

    def perimeter(self):
        return 710 * self.size // 113

    def accept(self, visitor):
        return visitor.visit_circle(self)


class Scaled(Shape, tag="sc"):
    """A decorator in the sense of the pattern: forwards to another shape."""

    def __init__(self, size):
        super().__init__(size)
        self.inner = Square(size)

    def area(self):
        return 4 * self.inner.area()

    def perimeter(self):
        return 2 * self.inner.perimeter()

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self.inner, name)


class Nothing(Shape, tag="no"):
    def area(self):
        return 0


class Measure:
    def __init__(self):
        self.total = 0

    def visit_shape(self, shape):
        self.total += 1
        return "other"

    def visit_square(self, shape):
        self.total += shape.size
        return "square"

    def visit_triangle(self, shape):
        self.total += 2 * shape.size
        return "triangle"

    def visit_circle(self, shape):
        self.total += 3
        return self.visit_shape(shape)


class Count(Measure):
    def visit_square(self, shape):
        return super().visit_square(shape) + "!"


# Double dispatch with operators.
class Quantity:
    def __init__(self, amount):
        self.amount = amount

    def __eq__(self, other):
        return type(self) is type(other) and self.amount == other.amount

    def __repr__(self):
        return f"{type(self).__name__}({self.amount})"


class Metres(Quantity):
    def __add__(self, other):
        if isinstance(other, Metres):
            return Metres(self.amount + other.amount)
        return NotImplemented

    def __mul__(self, other):
        if isinstance(other, int):
            return Metres(self.amount * other)
        return NotImplemented


class Feet(Quantity):
    def __radd__(self, other):
        if isinstance(other, Metres):
            return Metres(other.amount + self.amount * 3 // 10)
        return NotImplemented

    def __rmul__(self, other):
        return Feet(self.amount * other)


# A diamond of mixins, each doing its part and passing on.
class Base:
    def process(self, value):
        return value


class Doubling(Base):
    def process(self, value):
        return super().process(value * 2)


class Adding(Base):
    amount = 1

    def process(self, value):
        return super().process(value + self.amount)


class Limiting(Base):
    def process(self, value):
        return min(super().process(value), 1000)


class Pipeline(Limiting, Doubling, Adding):
    pass


class Reversed(Adding, Doubling, Limiting):
    amount = 5


# A state machine: each state is a class, the transitions return classes.
class State:
    visits = 0

    @classmethod
    def step(cls, symbol):
        cls.visits += 1
        return cls.table().get(symbol, Start)

    @classmethod
    def table(cls):
        return {}


class Start(State):
    @classmethod
    def table(cls):
        return {"a": Middle}


class Middle(State):
    @classmethod
    def table(cls):
        return {"a": Middle, "b": End}


class End(State):
    @classmethod
    def table(cls):
        return {"b": End, "c": Start}


def commands():
    """Twelve classes made at run time, for a call site that sees them all."""
    def make(i):
        def execute(self, value):
            return (value * (i + 3) + self.bias) % 65521

        return type(f"Command{i}", (object,), {"execute": execute, "bias": i * i, "__slots__": ()})

    return [make(i)() for i in range(12)]


def main():
    tags = ["sq", "tr", "hx", "ci", "sc", "no"]
    shapes = [Shape.registry[tags[i * 7 % 6]].build(i % 50 + 1) for i in range(N // 10)]
    area = perimeter = 0
    for _ in range(10):
        for shape in shapes:
            area += shape.area()
            perimeter += shape.perimeter()
    print("area", area, "perimeter", perimeter)
    print("made", [(cls.__name__, cls.made) for cls in Shape.registry.values()], Shape.made)
    for visitor in (Measure(), Count()):
        kinds = {}
        for shape in shapes * 3:
            kind = shape.accept(visitor)
            kinds[kind] = kinds.get(kind, 0) + 1
        print(type(visitor).__name__, visitor.total, kinds)
    total = Metres(0)
    for i in range(N):
        total = total + (Metres(i) if i % 3 else Feet(i))
    print(total, Metres(2) * 3, 4 * Feet(5), Metres(2) * 3 == Metres(6))
    for wrong in (lambda: Metres(1) + 1, lambda: Feet(1) + Feet(2), lambda: Metres(1) * "x", lambda: Shape(1).area()):
        try:
            print(wrong())
        except (TypeError, NotImplementedError) as error:
            print(type(error).__name__, error)
    pipelines = [Pipeline(), Reversed()]
    print("pipelines", [sum(p.process(i % 700) for i in range(N)) for p in pipelines])
    print([cls.__name__ for cls in Pipeline.__mro__], [cls.__name__ for cls in Reversed.__mro__])
    state = Start
    for i in range(N * 2):
        state = state.step("aabbcab"[i % 7])
    print("visits", Start.visits, Middle.visits, End.visits, state.__name__)
    value = 1
    queue = commands()
    for i in range(N * 3):
        value = queue[(value + i) % 12].execute(value)
    print("commands", value)
    print("right" if sum(cls.made for cls in Shape.registry.values()) >= len(shapes) else "wrong", shapes[4].describe())


main()
