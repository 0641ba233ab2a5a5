"""Unsupported operands inside a list display."""
values = [1, "two", 3]
result = [values[0] + values[1] * 2, values[1] - values[2]]
