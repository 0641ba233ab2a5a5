"""Re-raising adds the frames again; with_traceback replaces."""
def first():
    raise ValueError("kept")
def second():
    try: first()
    except ValueError as e:
        saved = e
    raise saved
second()
