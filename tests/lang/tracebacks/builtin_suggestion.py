"""A misspelt built-in function."""
def f(x):
    return lenn(x)
f([1])
