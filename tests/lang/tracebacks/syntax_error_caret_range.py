"""A range of characters is marked."""
x = 5
f(a for a in x, b)
