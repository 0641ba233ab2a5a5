"""An error inside a generator that is consumed by a loop."""
def numbers():
    yield 1
    yield int("two")
def consume():
    for n in numbers():
        print(n)
consume()
