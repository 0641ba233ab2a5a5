"""Functions that make functions: counters, composition, currying, parser combinators, memo tables, church numerals.

Exercises: cells read and written (nonlocal), functions with defaults, keyword and star arguments, lambdas, decorators,
functools.partial and reduce from _functools, deep call chains through closures.
"""
import sys
try:
    from _functools import partial, reduce
except ImportError:          # PyPy
    from functools import partial, reduce

N = int(sys.argv[1]) if len(sys.argv) > 1 else 900000


def counter(start=0, step=1):
    value = start

    def increase():
        nonlocal value
        value += step
        return value

    def reset(to=start):
        nonlocal value
        value = to

    return increase, reset


def compose(*functions):
    def composed(x):
        for function in reversed(functions):
            x = function(x)
        return x

    return composed


def curry(function, count):
    def collect(taken):
        def take(argument):
            now = taken + (argument,)
            return function(*now) if len(now) == count else collect(now)

        return take

    return collect(())


def traced(log):
    def decorator(function):
        def wrapper(*args, **kwargs):
            log.append(function.__name__)
            return function(*args, **kwargs)

        return wrapper

    return decorator


def memo(function):
    known = {}

    def wrapper(*args):
        if args not in known:
            known[args] = function(*args)
        return known[args]

    wrapper.known = known
    return wrapper


@memo
def ways(amount, coins):
    """In how many ways the coins make up the amount."""
    if amount == 0:
        return 1
    if amount < 0 or not coins:
        return 0
    return ways(amount - coins[0], coins) + ways(amount, coins[1:])


def account(balance):
    """An object made of closures."""
    history = []

    def deposit(amount, *, note=""):
        nonlocal balance
        balance += amount
        history.append((note, amount))
        return balance

    def withdraw(amount, *, note="", fee=1):
        nonlocal balance
        if amount + fee > balance:
            return None
        balance -= amount + fee
        history.append((note, -amount))
        return balance

    return {"deposit": deposit, "withdraw": withdraw, "balance": lambda: balance, "history": lambda: len(history)}


# Parser combinators: a parser takes (text, position) and returns (value, position) or None.
def literal(expected):
    return lambda text, i: (expected, i + len(expected)) if text.startswith(expected, i) else None


def one_of(characters):
    return lambda text, i: (text[i], i + 1) if i < len(text) and text[i] in characters else None


def sequence(*parsers):
    def parse(text, i):
        values = []
        for parser in parsers:
            result = parser(text, i)
            if result is None:
                return None
            value, i = result
            values.append(value)
        return values, i

    return parse


def choice(*parsers):
    def parse(text, i):
        for parser in parsers:
            result = parser(text, i)
            if result is not None:
                return result
        return None

    return parse


def many(parser):
    def parse(text, i):
        values = []
        while (result := parser(text, i)) is not None:
            value, i = result
            values.append(value)
        return values, i

    return parse


def mapped(parser, function):
    def parse(text, i):
        result = parser(text, i)
        return None if result is None else (function(result[0]), result[1])

    return parse


def arithmetic():
    digits = mapped(sequence(one_of("123456789"), many(one_of("0123456789"))), lambda v: int(v[0] + "".join(v[1])))

    def factor(text, i):
        return choice(digits, mapped(sequence(literal("("), total, literal(")")), lambda v: v[1]))(text, i)

    product = mapped(sequence(factor, many(sequence(literal("*"), factor))),
                     lambda v: reduce(lambda a, pair: a * pair[1], v[1], v[0]))
    total = mapped(sequence(product, many(sequence(one_of("+-"), product))),
                   lambda v: reduce(lambda a, pair: a + pair[1] if pair[0] == "+" else a - pair[1], v[1], v[0]))
    return total


def church(n):
    return lambda f: lambda x: reduce(lambda value, _: f(value), range(n), x)


def main():
    increase, reset = counter(10, 3)
    for _ in range(N * 4):
        increase()
    print("counter", increase(), reset(), increase())
    pipeline = compose(lambda x: x % 1009, lambda x: x * x, lambda x, shift=7: x + shift, abs)
    print("composed", sum(pipeline(i) for i in range(-N, N, 2)))
    volume = curry(lambda a, b, c, d: a * b + c * d, 4)
    print("curried", sum(volume(i)(2)(3)(i + 1) for i in range(N // 2)))
    log = []
    scale = traced(log)(lambda x, factor=2, *rest, offset=0: x * factor + offset + len(rest))
    print("traced", sum(scale(i, offset=1) + scale(i, 3, 4, 5) for i in range(N // 2)), len(log))
    print("ways", ways(min(N // 100, 240), (1, 2, 5, 10, 20, 50, 100, 200)), len(ways.known))
    accounts = [account(i * 10) for i in range(50)]
    refused = 0
    for i in range(N):
        chosen = accounts[i * 7 % 50]
        if i % 3:
            chosen["deposit"](i % 11, note="pay")
        elif chosen["withdraw"](i % 37, fee=i % 3) is None:
            refused += 1
    print("accounts", sum(a["balance"]() for a in accounts), sum(a["history"]() for a in accounts), refused)
    parse = arithmetic()
    texts = [f"{i + 1}*(3+{i % 17 + 1}*2)-{i + 5}*(1+1)" for i in range(N // 100)]
    values = [parse(text, 0)[0] for text in texts]
    expected = [(i + 1) * (3 + (i % 17 + 1) * 2) - (i + 5) * 2 for i in range(N // 100)]
    print("parsed", sum(values), "right" if values == expected else "wrong")
    adders = [partial(lambda a, b, *, c: a + b * c, k, c=k % 5) for k in range(100)]
    print("partial", sum(adder(j) for j in range(N // 500) for adder in adders))
    three, four = church(3), church(4)
    print("church", four(three)(lambda x: x + 1)(0), three(four)(lambda s: s + "i")("")[:5])
    late = [lambda: i for i in range(3)]
    early = [lambda i=i: i for i in range(3)]
    print("late", [f() for f in late], "early", [f() for f in early])


main()
