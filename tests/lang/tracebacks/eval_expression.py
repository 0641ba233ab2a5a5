"""An error inside eval of an expression with several parts."""
def compute(text, **names):
    return eval(text, {}, names)
print(compute("a + b", a=1, b=2))
compute("a / (b - 2)", a=1, b=2)
