# __builtins__ that is neither a dict nor a module is asked all the same.
class Words:
    def __getitem__(self, name):
        if name == "len":
            return lambda x: "words"
        raise KeyError(name)

for builtins in (None, 123, Words(), {}):
    for text in ("len('ab')", "max(1, 2)", "x", "(lambda: len(''))()", "[len('') for _ in (1,)]"):
        try:
            print(eval(text, {"__builtins__": builtins, "x": "variable"}))
        except Exception as e:
            print(type(e).__name__, e)

# Module code that is called as a function works on its globals.
from types import FunctionType
space = {"x": 1}
print(FunctionType(compile("y = x + 1", "m", "exec"), space)(), space["y"])
