"""except*: the group around an exception that was raised alone has no traceback of its own when the handler begins."""
def lines(e):
    tb, found = e.__traceback__, []
    while tb: found.append(tb.tb_lineno); tb = tb.tb_next
    return found
def again():
    try: 1 / 0
    except* ZeroDivisionError as e:
        print(lines(e), lines(e.exceptions[0]))
        raise
def other():
    try: 1 / 0
    except* ZeroDivisionError as e: raise KeyError(1)
for f in again, other:
    try: f()
    except BaseException as e: print(type(e), e.args, lines(e), e.__context__ and lines(e.__context__))
