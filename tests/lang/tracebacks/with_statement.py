"""An error in the body and one in __exit__."""
class CM:
    def __enter__(self): return self
    def __exit__(self, *exc):
        raise RuntimeError("exit failed")
with CM() as c:
    c.missing
