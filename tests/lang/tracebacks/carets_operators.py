"""Which part of a binary expression is marked."""
a, b = 1, 0
value = (a + 5) * (a / b) + 3
