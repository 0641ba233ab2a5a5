"""all() and any(): short circuit, empty, errors."""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

log = []
def f(x): log.append(x); return x
check("""
all([]), any([])
all([1, 2]), any([0, ""])
all(f(x) for x in (1, 0, 2))
any(f(x) for x in (0, 3, 4))
log
all("abc"), any({}), any({0: 1}), all({1: 0})
all(5)
any(None)
all()
all([1], [2])
any([[], [[]]])
all(x > 0 for x in range(1, 5))
""")
class B:
    def __bool__(self): raise ValueError("bool")
for f in (all, any):
    try: f([B()])
    except ValueError as e: print(e)
