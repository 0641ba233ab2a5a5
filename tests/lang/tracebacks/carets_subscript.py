"""Nested subscripts: the failing one is marked."""
d = {"a": {"b": {"c": None}}}
x = d["a"]["b"]["c"]["d"]
