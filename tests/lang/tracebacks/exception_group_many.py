"""A group with many members is cut."""
raise ExceptionGroup("many", [ValueError(i) for i in range(20)])
