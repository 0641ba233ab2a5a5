# A generator's loop is compiled while a join consumes what it yields now and then: compiled code suspends it each time, and the
# join goes on with the piece.
def texts(words):
    return "-".join(w for w in words if w)


words = ["", "", "", "a", "", "", "", "\u20ac", "", "", ""] * 5000
text = texts(words)
print(len(text), text[:9])

for consume in (list, tuple, set, sorted, max, min, any, all):
    def found(items):
        return consume(i for i in items if i % 40 == 0 and i)
    result = found(range(60000))
    print(consume.__name__, result if isinstance(result, (int, bool)) else (len(result), type(result).__name__))

try:
    "".join(i for i in range(100000) if i > 99990)
except TypeError as e:
    print(e)
