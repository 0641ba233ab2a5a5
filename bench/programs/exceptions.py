"""Exceptions in ordinary work: validation, retries, cleaning up, translation between layers, early exit from depth.

Exercises: raise and except through several frames, finally, else, exception hierarchies with attributes, chaining with
`from`, context managers that swallow and transform, StopIteration and KeyError used for control flow, nested handlers.
"""
import sys

N = int(sys.argv[1]) if len(sys.argv) > 1 else 200000


class ShopError(Exception):
    code = 1

    def __init__(self, message, **details):
        super().__init__(message)
        self.details = details


class NotFound(ShopError):
    code = 2


class Invalid(ShopError):
    code = 3


class Broken(ShopError):
    code = 4


class Journal:
    """A context manager that undoes what was done when the block fails, and swallows what it was told to."""

    def __init__(self, swallow=()):
        self.swallow = swallow
        self.undo = []

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        if kind is not None:
            while self.undo:
                self.undo.pop()()
            return issubclass(kind, self.swallow)
        self.undo.clear()
        return False


class Shop:
    def __init__(self):
        self.stock = {f"item{i}": i % 5 * 10 for i in range(20)}
        self.sold = 0
        self.state = 5
        self.repairs = 0

    def flaky(self):
        self.state = (self.state * 16807) % 2147483647
        if self.state % 7 == 0:
            raise ConnectionError(self.state % 100)
        return self.state

    def parse(self, line):
        try:
            name, amount = line.split("=")
            return name, int(amount)
        except ValueError as error:
            raise Invalid("cannot parse", line=line) from error

    def take(self, name, amount):
        try:
            left = self.stock[name]
        except KeyError:
            raise NotFound(name) from None
        if amount <= 0:
            raise Invalid("bad amount", amount=amount)
        if left < amount:
            raise ShopError("sold out", name=name, left=left)
        self.stock[name] = left - amount
        return left

    def order(self, line, attempts=3):
        name, amount = self.parse(line)
        for attempt in range(attempts):
            try:
                self.flaky()
            except ConnectionError as error:
                if attempt == attempts - 1:
                    raise Broken("gave up") from error
                continue
            else:
                break
            finally:
                self.repairs += 1
        with Journal() as journal:
            self.take(name, amount)
            journal.undo.append(lambda: self.stock.__setitem__(name, self.stock[name] + amount))
            if amount == 13:
                raise RuntimeError("unlucky")
            self.sold += amount


LINES = ["item3=1", "item4=2", "item99=1", "item7=x", "item8=0", "junk", "item9=13", "item2=1", "item1=200", "item14=3"]


def serve(n):
    shop = Shop()
    outcome = {}
    for i in range(n):
        try:
            shop.order(LINES[i % len(LINES)])
        except NotFound as error:
            key = "missing " + error.args[0]
        except (Invalid, Broken) as error:
            key = f"{type(error).__name__} {error} {type(error.__cause__).__name__}"
        except ShopError as error:
            key = f"{error} {error.code} {len(error.details)}"
            for name in shop.stock:
                shop.stock[name] += 100
        except RuntimeError as error:
            key = f"other {error}"
        else:
            key = "sold"
        outcome[key] = outcome.get(key, 0) + 1
    return shop, outcome


class FoundIt(Exception):
    pass


def search(node, wanted, path=()):
    """Leaves any depth at once when the number is found."""
    value, children = node
    if value == wanted:
        raise FoundIt(path)
    for i, child in enumerate(children):
        search(child, wanted, path + (i,))


def build(depth, value=1):
    return value, [build(depth - 1, value * 3 + i) for i in range(3)] if depth else []


def unwind(depth, log):
    """Re-raises at each level; finally blocks run from the inside out."""
    try:
        if depth == 0:
            raise ValueError("bottom")
        unwind(depth - 1, log)
    except ValueError as error:
        if depth % 5 == 0:
            raise TypeError(depth) from error
        raise
    except TypeError:
        log.append(depth)
        if depth % 7 == 0:
            raise ValueError(f"level {depth}")
        raise
    finally:
        log.append(-depth)


def chain_length(error):
    length = 0
    while error is not None:
        length += 1
        error = error.__cause__ or error.__context__
    return length


def loop_control(n):
    """continue, break and return that pass through finally."""
    passed = 0
    for i in range(n):
        try:
            if i % 3 == 0:
                continue
            if i == n - 2:
                break
        finally:
            passed += 1
    else:
        return -1
    return passed


def numbers(items):
    """Sums what can be read as a number."""
    total = bad = 0
    for item in items:
        try:
            total += int(item)
        except ValueError:
            try:
                total += int(float(item))
            except (ValueError, OverflowError):
                bad += 1
        except TypeError:
            bad += 1
    return total, bad


def main():
    shop, outcome = serve(N * 2)
    for key in sorted(outcome):
        print(f"{key}: {outcome[key]}")
    print(f"sold {shop.sold}, attempts {shop.repairs}")
    tree = build(6)
    found = missing = 0
    for wanted in range(1, N // 60):
        try:
            search(tree, wanted)
        except FoundIt as answer:
            found += len(answer.args[0])
        else:
            missing += 1
    print(f"found at depths {found}, missing {missing}")
    logs = 0
    lengths = set()
    for _ in range(N // 200):
        log = []
        try:
            unwind(33, log)
        except (ValueError, TypeError) as error:
            lengths.add(chain_length(error))
        logs += len(log)
    print(f"unwound: {logs} entries, chains of {sorted(lengths)}")
    with Journal(swallow=(ZeroDivisionError,)) as journal:
        done = []
        journal.undo.append(lambda: done.append("second"))
        journal.undo.append(lambda: done.append("first"))
        1 / 0
    print("undone", done, loop_control(N))
    print("numbers", *numbers(["12", "3.5", "x", None, "1e400", " 7 ", "-4"] * (N // 20)))
    iterator = iter(range(N))
    steps = 0
    while True:
        try:
            next(iterator)
        except StopIteration:
            break
        steps += 1
    print("steps", steps, "right" if steps == N and sum(outcome.values()) == N * 2 else "wrong")


main()
