import _csv


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__module__, type(e).__name__, e)


class Out:
    def __init__(self):
        self.text = []

    def write(self, s):
        self.text.append(s)
        return len(s)


def read(lines, **kwargs):
    return list(_csv.reader(lines, **kwargs))


cases = [
    ["a,b,c", "1,2,3\r\n", "", "x"], ['"a","b ""q""",c'], ['"multi', 'line",x'], ["a\\,b,c"], ["a , b"], ["'a,b',c"], ['a"b,c'], ['"a"b,c'], ["1,2.5,x"],
    ["\u4e2d,\U00012345"], [",,"], ['""', '"",""'], ["a\r", "b\n", "c\r\n"], ["ab;cd"], ["a\tb"], ['"unfinished'], ["a\\"], ['"x\\"y"'],
]
variants = [{}, {"escapechar": "\\"}, {"quotechar": "'"}, {"skipinitialspace": True}, {"doublequote": False, "escapechar": "\\"}, {"strict": True},
            {"quoting": _csv.QUOTE_NONE}, {"delimiter": ";"}, {"delimiter": "\t"}]
for lines in cases:
    for kwargs in variants:
        show(lambda: read(lines, **kwargs))
show(lambda: read(['1,"2",3.5'], quoting=_csv.QUOTE_NONNUMERIC))
show(lambda: read(["x"], quoting=_csv.QUOTE_NONNUMERIC))
show(lambda: read(["a\rb"]))
show(lambda: read([b"a"]))

rows = [[], [""], ["", ""], [None], ["a", 1, 2.5, None, True], ['q"q', "c,c", "l\nl", "r\rr"], ["\\", "'"], [" lead", "trail "], ["\u4e2d,", "\U00012345"], ("t", "u"), range(3)]
options = [{}, {"quoting": _csv.QUOTE_ALL}, {"quoting": _csv.QUOTE_NONNUMERIC}, {"quoting": _csv.QUOTE_NONE}, {"quoting": _csv.QUOTE_NONE, "escapechar": "\\"},
           {"doublequote": False, "escapechar": "\\"}, {"doublequote": False}, {"quotechar": "'", "delimiter": ";", "lineterminator": "!\n"},
           {"quoting": _csv.QUOTE_STRINGS}, {"quoting": _csv.QUOTE_NOTNULL}]
for kwargs in options:
    out = Out()
    w = _csv.writer(out, **kwargs)
    for row in rows:
        try:
            w.writerow(row)
        except _csv.Error as e:
            out.text.append("<%s>" % e)
    print(kwargs, out.text)
out = Out()
print(_csv.writer(out).writerow("ab"), _csv.writer(out).writerows([[1, 2], [3]]), out.text)
show(lambda: _csv.writer(out).writerow(3))
show(lambda: _csv.writer(out).writerows([3]))
show(lambda: _csv.writer(3))

r = _csv.reader(["a", '"b', 'c"', "d"])
print(next(r), r.line_num, next(r), r.line_num, r.dialect.delimiter)
_csv.register_dialect("semi", delimiter=";", quoting=_csv.QUOTE_ALL)
d = _csv.get_dialect("semi")
print(_csv.list_dialects(), d.delimiter, d.quoting, d.quotechar, d.escapechar, d.doublequote, d.skipinitialspace, d.strict, repr(d.lineterminator))
print(list(_csv.reader(["a;b"], "semi")), list(_csv.reader(["a|b"], "semi", delimiter="|")), list(_csv.reader(["a;b"], dialect=d)))
print(_csv.Dialect(d) is d)
_csv.unregister_dialect("semi")


class Custom:
    delimiter = "|"
    quotechar = None
    quoting = _csv.QUOTE_NONE


print(list(_csv.reader(["a|b"], Custom)))
for kwargs in ({"delimiter": 3}, {"delimiter": "ab"}, {"delimiter": ""}, {"delimiter": None}, {"quotechar": 3}, {"quotechar": "ab"}, {"escapechar": ""},
               {"lineterminator": 3}, {"lineterminator": None}, {"quoting": "x"}, {"quoting": 9}, {"quoting": 1, "quotechar": None}, {"quoting": True}):
    show(lambda: _csv.Dialect(**kwargs))
show(lambda: _csv.reader([], "nope"))
show(lambda: _csv.get_dialect("nope"))
show(lambda: _csv.unregister_dialect("nope"))
show(lambda: _csv.register_dialect(3))
show(lambda: _csv.reader(3))
show(lambda: d.__reduce__())
print(_csv.field_size_limit(), _csv.field_size_limit(3), _csv.field_size_limit())
show(lambda: read(["abcd"]))
show(lambda: read(["abc"]))
show(lambda: _csv.field_size_limit("x"))
