"""Attribute access in all its forms: properties, validating and computing descriptors, __getattr__, __slots__, proxies.

Exercises: property get, set and delete, data and non-data descriptors, __set_name__, caching in __dict__, __getattribute__,
__setattr__, slots in a hierarchy, metaclass attributes, class-level counters.
"""
import sys

N = int(sys.argv[1]) if len(sys.argv) > 1 else 400000


class Temperature:
    def __init__(self, celsius):
        self._celsius = celsius

    @property
    def celsius(self):
        return self._celsius

    @celsius.setter
    def celsius(self, value):
        if value < -273:
            raise ValueError(f"{value} is too cold")
        self._celsius = value

    @property
    def fahrenheit(self):
        return self.celsius * 9 / 5 + 32

    @fahrenheit.setter
    def fahrenheit(self, value):
        self.celsius = (value - 32) * 5 / 9

    @celsius.deleter
    def celsius(self):
        self._celsius = 0


class Checked:
    """A data descriptor that keeps the value in the instance's dict under its own name."""

    def __set_name__(self, owner, name):
        self.name = name
        self.slot = "_" + name

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        return instance.__dict__[self.slot]

    def __set__(self, instance, value):
        instance.__dict__[self.slot] = self.check(value)

    def check(self, value):
        return value


class Integer(Checked):
    def __init__(self, low, high):
        self.low = low
        self.high = high

    def check(self, value):
        if not isinstance(value, int):
            raise TypeError(f"{self.name} must be an int, not {type(value).__name__}")
        if not self.low <= value <= self.high:
            raise ValueError(f"{self.name} must be from {self.low} to {self.high}")
        return value


class Text(Checked):
    def check(self, value):
        return value.strip().title()


class cached:
    """A non-data descriptor: computes once and leaves the result in the instance, where it is found first."""

    def __init__(self, function):
        self.function = function

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        value = instance.__dict__[self.name] = self.function(instance)
        return value


class Employee:
    name = Text()
    age = Integer(18, 99)
    salary = Integer(0, 10 ** 6)
    computed = 0

    def __init__(self, name, age, salary):
        self.name = name
        self.age = age
        self.salary = salary

    @cached
    def badge(self):
        Employee.computed += 1
        return f"{self.name[:3].upper()}-{self.age * 1000 + self.salary % 1000:06d}"


class Counted(type):
    """A metaclass with a property, which shows on the class only."""

    created = 0

    def __call__(cls, *args, **kwargs):
        Counted.created += 1
        return super().__call__(*args, **kwargs)

    @property
    def population(cls):
        return Counted.created


class Point(metaclass=Counted):
    __slots__ = ("x", "y")
    origin = 0

    def __init__(self, x, y):
        self.x = x
        self.y = y


class Point3(Point):
    __slots__ = ("z",)

    def __init__(self, x, y, z):
        super().__init__(x, y)
        self.z = z


class Lazy:
    """Makes up attributes that are not there."""

    def __init__(self):
        self.made = 0

    def __getattr__(self, name):
        if name.startswith("f_"):
            self.made += 1
            value = len(name) * 10
            setattr(self, name, value)
            return value
        raise AttributeError(f"no {name}")


class Proxy:
    """Forwards everything and counts."""

    def __init__(self, target):
        object.__setattr__(self, "_target", target)
        object.__setattr__(self, "_reads", 0)
        object.__setattr__(self, "_writes", 0)

    def __getattribute__(self, name):
        get = object.__getattribute__
        if name.startswith("_"):
            return get(self, name)
        object.__setattr__(self, "_reads", get(self, "_reads") + 1)
        return getattr(get(self, "_target"), name)

    def __setattr__(self, name, value):
        object.__setattr__(self, "_writes", self._writes + 1)
        setattr(self._target, name, value)


class Observable:
    """Runs callbacks when an attribute changes."""

    def __init__(self, **values):
        self.__dict__["_watchers"] = {}
        self.__dict__.update(values)

    def watch(self, name, callback):
        self._watchers.setdefault(name, []).append(callback)

    def __setattr__(self, name, value):
        before = self.__dict__.get(name)
        self.__dict__[name] = value
        if before != value:
            for callback in self._watchers.get(name, ()):
                callback(self, before, value)


class Frozen:
    def __init__(self, value):
        object.__setattr__(self, "value", value)

    def __setattr__(self, name, value):
        raise AttributeError(f"cannot assign to {name!r}")

    def __delattr__(self, name):
        raise AttributeError(f"cannot delete {name!r}")


def attempt(action):
    try:
        return action()
    except (AttributeError, TypeError, ValueError) as error:
        return f"{type(error).__name__}: {error}"


def main():
    weather = Temperature(20)
    total = 0.0
    for i in range(N):
        weather.celsius = i % 40
        total += weather.fahrenheit
        weather.fahrenheit = i % 100
        total += weather.celsius
    print(f"temperatures {total:.3f}")
    del weather.celsius
    print(weather.celsius, attempt(lambda: setattr(weather, "celsius", -300)), type(Temperature.celsius).__name__)
    staff = [Employee(f" worker {i} ", 18 + i % 80, i * 13 % 5000) for i in range(N // 5)]
    payroll = 0
    for _ in range(3):
        for person in staff:
            person.salary += person.age
            payroll += person.salary + len(person.badge)
    print("payroll", payroll, staff[3].name, staff[3].badge, Employee.computed)
    print(attempt(lambda: Employee("x", 7, 1)), "|", attempt(lambda: Employee("x", "7", 1)), "|", Employee.age.high)
    points = [Point3(i, i * 2, i * 3) if i % 4 == 0 else Point(i, -i) for i in range(N)]
    moved = 0
    for point in points:
        point.x += 1
        point.y -= point.x
        moved += point.x * 3 + point.y
    print("points", moved, Point.population, sum(p.z for p in points[::4]))
    print(attempt(lambda: setattr(points[0], "w", 1)), "|", attempt(lambda: points[0].population),
          "|", attempt(lambda: points[1].z), hasattr(points[1], "__dict__"))
    lazies = [Lazy() for _ in range(N // 50)]
    names = [f"f_{'x' * (i % 9)}" for i in range(40)]
    print("lazy", sum(getattr(lazy, name) for lazy in lazies for name in names), sum(lazy.made for lazy in lazies),
          attempt(lambda: lazies[0].other))
    proxy = Proxy(Employee("ann", 30, 1000))
    for i in range(N):
        proxy.salary = proxy.salary + i % 3
    print("proxy", proxy.salary, proxy._reads, proxy._writes, proxy.name)
    model = Observable(a=1, b=2, sum=3)
    changes = []
    model.watch("a", lambda o, old, new: setattr(o, "sum", new + o.b))
    model.watch("b", lambda o, old, new: setattr(o, "sum", o.a + new))
    model.watch("sum", lambda o, old, new: changes.append(new - old))
    for i in range(N):
        model.a = i % 7
        model.b = i % 5
    print("observed", len(changes), sum(changes), model.sum)
    frozen = Frozen(3)
    print(attempt(lambda: setattr(frozen, "value", 1)), "|", attempt(lambda: delattr(frozen, "value")), frozen.value)
    print("right" if Employee.computed == len(staff) and model.sum == model.a + model.b else "wrong")


main()
