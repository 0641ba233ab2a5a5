"""A chain of cause and context."""
try:
    try:
        try:
            {}[1]
        except KeyError:
            raise ValueError("second")
    except ValueError as e:
        raise OSError("third") from e
except OSError:
    undefined_fourth
