"""A group as a cause, and a member with a cause."""
def member():
    try:
        try:
            1 / 0
        except ZeroDivisionError as e:
            raise ValueError("member") from e
    except ValueError as e:
        return e
try:
    raise ExceptionGroup("g", [member()])
except ExceptionGroup as g:
    raise RuntimeError("from group") from g
