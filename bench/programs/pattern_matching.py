"""Structural pattern matching: symbolic differentiation and simplification, a command language, routing of messages.

Exercises: match with class, sequence, mapping, literal, value, or-, star and capture patterns, guards, __match_args__,
nested patterns, dispatch over many cases. (Needs Python 3.10 or later.)
"""
import sys

N = int(sys.argv[1]) if len(sys.argv) > 1 else 260000


class Expression:
    __slots__ = ()

    def __eq__(self, other):
        return type(self) is type(other) and all(getattr(self, n) == getattr(other, n) for n in self.__match_args__)

    def __hash__(self):
        return hash(tuple(getattr(self, n) for n in self.__match_args__))

    def __repr__(self):
        return show(self)


def node(name, *fields):
    """Makes a class of expressions with the given fields."""
    def __init__(self, *values):
        for field, value in zip(fields, values):
            setattr(self, field, value)

    return type(name, (Expression,), {"__slots__": fields, "__match_args__": fields, "__init__": __init__})


Constant = node("Constant", "value")
Variable = node("Variable", "name")
Sum = node("Sum", "left", "right")
Product = node("Product", "left", "right")
Power = node("Power", "base", "exponent")
Apply = node("Apply", "function", "argument")

ZERO, ONE = Constant(0), Constant(1)


def show(expression, level=0):
    match expression:
        case Constant(value) if value < 0:
            return f"({value})"
        case Constant(value):
            return str(value)
        case Variable(name):
            return name
        case Sum(left, Product(Constant(-1), right)):
            text, own = f"{show(left, 1)} - {show(right, 2)}", 1
        case Sum(left, right):
            text, own = f"{show(left, 1)} + {show(right, 1)}", 1
        case Product(left, right):
            text, own = f"{show(left, 2)}*{show(right, 2)}", 2
        case Power(base, exponent):
            text, own = f"{show(base, 4)}^{show(exponent, 4)}", 3
        case Apply(function, argument):
            return f"{function}({show(argument)})"
        case _:
            raise TypeError(expression)
    return f"({text})" if own < level else text


def derive(e, x):
    match e:
        case Constant():
            return ZERO
        case Variable(name):
            return ONE if name == x else ZERO
        case Sum(a, b):
            return Sum(derive(a, x), derive(b, x))
        case Product(a, b):
            return Sum(Product(derive(a, x), b), Product(a, derive(b, x)))
        case Power(base, Constant(n)):
            return Product(Product(Constant(n), Power(base, Constant(n - 1))), derive(base, x))
        case Apply("sin", u):
            return Product(Apply("cos", u), derive(u, x))
        case Apply("cos", u):
            return Product(Constant(-1), Product(Apply("sin", u), derive(u, x)))
        case Apply("exp" as f, u):
            return Product(Apply(f, u), derive(u, x))
        case Apply("log", u):
            return Product(Power(u, Constant(-1)), derive(u, x))
    raise ValueError(f"cannot derive {e!r}")


def simplify(e):
    match e:
        case Sum(a, b):
            match simplify(a), simplify(b):
                case Constant(p), Constant(q):
                    return Constant(p + q)
                case (Constant(0), other) | (other, Constant(0)):
                    return other
                case left, Constant() as c:
                    return Sum(c, left)
                case left, right if left == right:
                    return simplify(Product(Constant(2), left))
                case left, right:
                    return Sum(left, right)
        case Product(a, b):
            match simplify(a), simplify(b):
                case Constant(p), Constant(q):
                    return Constant(p * q)
                case (Constant(0), _) | (_, Constant(0)):
                    return ZERO
                case (Constant(1), other) | (other, Constant(1)):
                    return other
                case Constant(p), Product(Constant(q), rest):
                    return Product(Constant(p * q), rest)
                case Power(u, Constant(p)), Power(v, Constant(q)) if u == v:
                    return simplify(Power(u, Constant(p + q)))
                case left, Constant() as c:
                    return Product(c, left)
                case left, right:
                    return Product(left, right)
        case Power(base, Constant(0)):
            return ONE
        case Power(base, Constant(1)):
            return simplify(base)
        case Power(base, exponent):
            return Power(simplify(base), simplify(exponent))
        case Apply(function, argument):
            return Apply(function, simplify(argument))
    return e


def size(e):
    match e:
        case Constant() | Variable():
            return 1
        case Sum(a, b) | Product(a, b) | Power(a, b):
            return 1 + size(a) + size(b)
        case Apply(argument=a):
            return 1 + size(a)


def make_expression(seed, depth):
    kind = seed % 7
    rest = seed // 7 + depth * 31
    if depth == 0:
        return Variable("x") if kind < 4 else Constant(seed % 5)
    match kind:
        case 0 | 1:
            return Sum(make_expression(rest, depth - 1), make_expression(rest + 5, depth - 1))
        case 2 | 3:
            return Product(make_expression(rest, depth - 1), make_expression(rest + 3, depth - 1))
        case 4:
            return Power(make_expression(rest, depth - 1), Constant(seed % 3 + 1))
        case k:
            return Apply(("sin", "cos", "exp", "log")[(k + seed) % 4], make_expression(rest, depth - 1))


class Turtle:
    def __init__(self):
        self.x = self.y = 0
        self.heading = 0
        self.pen = True
        self.drawn = 0
        self.errors = 0

    def run(self, command):
        match command.split():
            case ["go", distance] if distance.isdigit():
                self.go(int(distance))
            case ["go", ("east" | "west" | "north" | "south") as where, distance]:
                self.heading = ("east", "north", "west", "south").index(where)
                self.go(int(distance))
            case ["turn", "left"]:
                self.heading = (self.heading + 1) % 4
            case ["turn", "right"]:
                self.heading = (self.heading - 1) % 4
            case ["pen", "up" | "down" as position]:
                self.pen = position == "down"
            case ["repeat", times, *rest] if rest:
                for _ in range(int(times)):
                    self.run(" ".join(rest))
            case [] | ["#", *_]:
                pass
            case [first, *rest]:
                self.errors += len(rest) + (first != "jump")

    def go(self, distance):
        dx, dy = ((1, 0), (0, 1), (-1, 0), (0, -1))[self.heading]
        self.x += dx * distance
        self.y += dy * distance
        if self.pen:
            self.drawn += distance


def route(message):
    match message:
        case {"type": "text", "body": str(body), **rest} if len(body) > 10:
            return "long", len(rest)
        case {"type": "text", "body": str()}:
            return "short", 0
        case {"type": "point", "at": [int(x), int(y)]}:
            return "flat", x + y
        case {"type": "point", "at": [int(x), int(y), int(z)]}:
            return "space", x * y * z
        case {"type": "point", "at": (float() | int()) as scalar}:
            return "scalar", int(scalar)
        case {"type": "batch", "items": [first, *_, last]}:
            return "batch", len(route(first)[0]) + len(route(last)[0])
        case {"type": "batch", "items": []}:
            return "empty", 0
        case {"error": {"code": 404 | 410 as code}}:
            return "gone", code
        case {"error": {"code": int(code)}} if code >= 500:
            return "failed", code
        case None | True | False:
            return "single", 0
        case [*items]:
            return "list", len(items)
        case _:
            return "unknown", 0


MESSAGES = [
    {"type": "text", "body": "hello"}, {"type": "text", "body": "a longer greeting", "to": 1, "from": 2},
    {"type": "point", "at": [3, 4]}, {"type": "point", "at": [3, 4, 5]}, {"type": "point", "at": 2.5},
    {"type": "batch", "items": [{"type": "point", "at": (1, 2)}, None, {"type": "text", "body": "x"}]},
    {"type": "batch", "items": []}, {"error": {"code": 404}}, {"error": {"code": 503, "why": "busy"}},
    {"error": {"code": 301}}, None, [1, 2, 3], (), "text", {"type": "point", "at": "here"}, {"type": "text", "body": 5},
]


def main():
    x = Variable("x")
    samples = [Sum(Power(x, Constant(3)), Product(Constant(2), x)), Apply("sin", Product(Constant(2), x)),
               Product(Apply("exp", x), Apply("log", Sum(x, ONE)))]
    for sample in samples:
        print(f"({sample!r})' = {simplify(derive(sample, 'x'))!r}")
    before = after = 0
    check = 0
    for seed in range(N // 40):
        e = make_expression(seed * 7919 % 10007, 4)
        d = derive(e, "x")
        s = simplify(d)
        before += size(d)
        after += size(s)
        check = (check * 31 + len(show(s))) % 1000003
    print(f"derived: {before} nodes, simplified {after}, check {check}")
    turtle = Turtle()
    script = ["go 10", "turn left", "go west 3", "repeat 3 go 2", "pen up", "go 7", "pen down", "# note", "jump high", "",
              "go back", "turn right", "repeat 2 repeat 2 turn left", "go north 1"]
    for i in range(N):
        turtle.run(script[i % len(script)])
    print(f"turtle at {turtle.x} {turtle.y}, drew {turtle.drawn}, errors {turtle.errors}")
    counts = {}
    total = 0
    for i in range(N * 2):
        kind, value = route(MESSAGES[i % len(MESSAGES)])
        counts[kind] = counts.get(kind, 0) + 1
        total += value
    print("routed", counts, total)
    print("right" if sum(counts.values()) == N * 2 and after < before else "wrong")


main()
