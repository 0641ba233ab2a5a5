"""A message of several lines, and an empty one."""
try:
    raise ValueError("line one\nline two")
except ValueError:
    raise RuntimeError
