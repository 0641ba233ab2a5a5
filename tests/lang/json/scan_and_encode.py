import _json


class Context:
    strict = True
    object_hook = None
    object_pairs_hook = None
    parse_float = float
    parse_int = int

    @staticmethod
    def parse_constant(name):
        return "<%s>" % name


scan = _json.make_scanner(Context)


def show(f):
    try:
        print(repr(f()))
    except StopIteration as e:
        print("StopIteration", e.value)
    except (ValueError, TypeError, RecursionError) as e:
        print(type(e).__name__, str(e)[:100])


good = ["null", "true", "false", "0", "-0", "-1", "12345678901234567890123", "1.5", "-2.5e10", "1e5", "1E+2", "1e", "1.", "01", '"abc"', '"\\u00e9\\n\\"\\/"',
        '"\\ud834\\udd1e"', '"\\ud834x"', '"\u4e2d\U00012345"', "[]", "[1, 2,3 ]", "{}", '{"a": [1, {"b": null}], "a": 2, "\\u0061b": 3}', "NaN", "Infinity", "-Infinity",
        ' 1', "[ ]", "{ }", '{"k":\t"v"\n}', "nullx", "3 4"]
for text in good:
    show(lambda: scan(text, 0))
bad = ["", "nul", "[1", "[1,", "[1 2]", "{", '{"a"', '{"a":', '{"a" 1}', '{"a":1', '{"a":1,', '{"a":1,}', "{1:2}", "[1,]", "-", "+1", ".5", "x"]
for text in bad:
    try:
        scan(text, 0)
    except StopIteration as e:
        print(text, "StopIteration", e.value)
    except ImportError:
        print(text, "error of json.decoder")
    except ValueError as e:
        print(text, "error of json.decoder")
show(lambda: scan("1", -1))
show(lambda: scan("1", 5))
show(lambda: scan(b"1", 0))
show(lambda: scan("[" * 100000, 0))


class Pairs(Context):
    object_pairs_hook = list


class Hook(Context):
    @staticmethod
    def object_hook(d):
        return sorted(d)

    parse_int = str
    parse_float = repr


print(_json.make_scanner(Pairs)('{"a": 1, "b": {"c": 2}}', 0))
print(_json.make_scanner(Hook)('{"b": 1, "a": {"c": 2.50}}', 0), _json.make_scanner(Hook)("[1, 2.50]", 0))
print(_json.scanstring('abc"', 0), _json.scanstring('x"a\tb"', 2, False))
show(lambda: _json.scanstring("abc", 9))
show(lambda: _json.scanstring(b"abc", 0))

for s in ("", "plain", 'q"\\/', "\b\f\n\r\t\x00\x1f\x7f", "\u00e9\u2028", "\U0001f600", "\ud800"):
    print(ascii(_json.encode_basestring(s)), _json.encode_basestring_ascii(s))
show(lambda: _json.encode_basestring(3))


def encoder(markers=None, default=None, sort_keys=False, skipkeys=False, allow_nan=True, encode=_json.encode_basestring_ascii):
    return _json.make_encoder(markers, default, encode, None, ": ", ", ", sort_keys, skipkeys, allow_nan)


class I(int):
    def __repr__(self):
        return "I!"


class F(float):
    def __repr__(self):
        return "F!"


value = {"a": [1, 2.5, None, True, "\u00e9"], "b": {}, "c": [], "d": (), 1: 2, 2.5: 3, None: 4, True: 5, "big": 10**30, "i": I(7), "f": F(1.5), "n": float("nan")}
print("".join(encoder()(value, 0)))
print("".join(encoder(encode=_json.encode_basestring)({"\u00e9": 1}, 0)), "".join(encoder(encode=lambda s: "<" + s + ">")(["x"], 0)))
print("".join(encoder(sort_keys=True)({"b": 1, "a": 2}, 0)))
print("".join(encoder(skipkeys=True)({(1,): 1, "a": 2}, 0)))
show(lambda: encoder()({(1,): 1}, 0))
show(lambda: encoder(allow_nan=False)(float("inf"), 0))
show(lambda: encoder(allow_nan=False)({float("nan"): 1}, 0))
loop = []
loop.append(loop)
show(lambda: encoder({})(loop, 0))
print("".join(encoder({}, lambda o: sorted(o))({3, 1, 2}, 0)))


def refuse(o):
    raise TypeError("no " + type(o).__name__)


show(lambda: encoder({}, refuse)([1, {2}], 0))
deep = []
for i in range(100000):
    deep = [deep]
show(lambda: encoder()(deep, 0))
show(lambda: _json.make_encoder(3, None, None, None, ":", ",", 0, 0, 0))
