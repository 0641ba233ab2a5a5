"""Concatenation and repetition, growth in a loop, mixed widths, errors."""
a = ""
for i in range(1000):
    a += chr(97 + i % 26)
b = a
a += "!"
print(len(a), len(b), a[-3:], b[-3:], a[:26])
w = "a"
w += "é"; print(w, len(w))
w += "日"; print(w, len(w))
w += "🐍"; print(w, len(w))
w = w * 3; print(w, len(w), w[::4])
print("ab" * 0, "ab" * -1, 3 * "xy", "" * 10**9, "é" * 3, ("ab" "cd") * 2)
parts = [a]
keep = a
keep += "x"
print(parts[0] == a, len(parts[0]), len(keep))
def grow(s):
    s += "tail"
    return s
print(grow(b)[-6:], b[-3:], grow("") , grow("é"))
d = {"k": "v"}
d["k"] += "w"; d["k"] += "x"
class O: s = "class"
o = O()
o.s += "inst"
print(d, o.s, O.s)
for expression in ["'a' + 1", "'a' + b'b'", "'a' + None", "1 + 'a'", "'a' * 'b'", "'a' * 1.5", "'a' - 'b'", "'a' * 10**30", "None + 'a'", "'ab' * (2**62)"]:
    try:
        print(expression, eval(expression))
    except (TypeError, OverflowError, MemoryError) as error:
        print(expression, type(error).__name__, error)
