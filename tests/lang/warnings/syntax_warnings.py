"""SyntaxWarnings of the compiler go to stderr with file and line."""
x = 1
s = "\d \. \8"
b = b"\d"
f = f"\d{x}"
if x is 1: pass
if x is not "a": pass
assert (x, "always true")
try: (1)(2)
except TypeError as e: print(e)
try: "a"[1, 2]
except TypeError as e: print(e)
try: [1, 2]["a"]
except TypeError as e: print(e)
try: {1: 2}(3)
except TypeError as e: print(e)
print(s, b, f)
