"""An uncaught error: traceback through functions with carets."""
def divide(a, b):
    return a / b
def compute(x):
    total = 10
    return total + divide(x, x - 1)
print("before")
compute(1)
print("never")
