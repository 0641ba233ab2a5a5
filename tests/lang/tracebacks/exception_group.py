"""An uncaught exception group with nested groups, causes and notes."""
def make(kind, *args):
    try:
        raise kind(*args)
    except Exception as e:
        return e
inner = ExceptionGroup("inner", [make(KeyError, "k"), make(OSError, 2, "gone")])
plain = ValueError("no traceback")
plain.add_note("a note")
raise ExceptionGroup("outer", [make(TypeError, "t"), inner, plain])
