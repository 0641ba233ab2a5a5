"""Expressions that span lines show their first line."""
def f(*args):
    return sum(
        args,
        start="x",
    )
result = f(
    1,
    2,
)
