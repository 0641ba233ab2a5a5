"""Iteration over strings, reversed, unpacking, enumerate, min and max."""
print(list("aé日🐍"), tuple("ab"), set("aab") == {"a", "b"}, [*"xy"], dict.fromkeys("ab"), list(reversed("abc")), list(enumerate("ab", 5)), list(zip("ab", "cd")))
a, b, *c = "hello"
print(a, b, c, min("hello"), max("hello"), sorted("hello"), "".join(sorted("hello", reverse=True)), list(map(ord, "ab")), any(""), all(""))
it = iter("ab")
print(next(it), next(it), next(it, "end"), next(it, "end"), list(it), type(it).__name__, it.__length_hint__())
it = iter("héllo")
next(it)
print(it.__length_hint__(), it.__reduce__()[1:], "".join(it))
for c in "":
    print("never")
else:
    print("empty")
print([c for c in "a日b" if c.isascii()], {c: ord(c) for c in "ab"}, "abc".__iter__().__next__())
try:
    a, b = "abc"
except ValueError as error:
    print(error)
try:
    a, b = "a"
except ValueError as error:
    print(error)
