"""raise from: both tracebacks with the direct cause line."""
def load():
    try:
        return {}["missing"]
    except KeyError as e:
        raise ValueError("cannot load") from e
load()
