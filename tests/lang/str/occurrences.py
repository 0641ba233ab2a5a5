"""Occurrences of a needle are found some dozens at a time: replace and split at the borders of a batch, with limits, widths and overlaps."""


def slow_replace(text, old, new, limit):
    out, at, empty = [], 0, text[:0]
    while limit:
        found = next((i for i in range(at, len(text) - len(old) + 1) if text[i:i + len(old)] == old), -1)
        if found < 0:
            break
        out += [text[at:found], new]
        at = found + len(old)
        limit -= 1
    return empty.join(out) + text[at:]


def slow_split(text, separator, limit):
    out, at = [], 0
    while limit:
        found = next((i for i in range(at, len(text) - len(separator) + 1) if text[i:i + len(separator)] == separator), -1)
        if found < 0:
            break
        out.append(text[at:found])
        at = found + len(separator)
        limit -= 1
    return out + [text[at:]]


checked = 0
for needle in ("a", "ab", "aba", "aaaa", "abcdefghi", "abcdefghijklmnopq"):
    for count in (0, 1, 31, 32, 33, 65):
        for filler in ("", "-", "aa", "b" * 15):
            for wide in ("", "\xe9", "\u0416", "\U0001f600"):
                text = filler + (needle + filler) * count + wide
                for limit in (-1, 0, 1, 32, 33):
                    assert text.replace(needle, "<>", limit) == slow_replace(text, needle, "<>", limit), (text, needle, limit)
                    assert text.split(needle, limit) == slow_split(text, needle, limit), (text, needle, limit)
                    checked += 1
                parts = slow_split(text, needle, -1)
                assert text.count(needle) == len(parts) - 1
                assert text.find(needle) == (len(parts[0]) if len(parts) > 1 else -1)
                data, part = text.encode(), needle.encode()
                parts = slow_split(data, part, -1)
                assert data.replace(part, b"<>") == b"<>".join(parts) and data.split(part) == parts
                assert bytearray(data).replace(part, b"", 33) == slow_replace(data, part, b"", 33)
                assert data.count(part) == len(parts) - 1
print(checked)

# Needles that are wider than the text, or as long, or longer.
for text, needle in (("abc", "\u0416"), ("\u0416bc", "\u0416"), ("a\u0416" * 40, "\u0416a"), ("\U0001f600" * 40, "\U0001f600"), ("abc", "abc"), ("ab", "abc"), ("", "a")):
    print(ascii(text.replace(needle, "-"))[:60], [ascii(p) for p in text.split(needle)][:4], text.count(needle), text.find(needle))

# Replacing what made the text wide, and making it wide.
s = "a\u0416" * 35
print(ascii(s.replace("\u0416", "b")) == ascii("ab" * 35), s.replace("\u0416", "b").isascii(), ascii("ab".replace("b", "\U0001f600")))

# The empty needle.
print("abc".replace("", "-"), "abc".replace("", "-", 2), b"abc".replace(b"", b"-"), "".replace("", "x"), "".replace("", "x", 0))

# What agrees at both ends of a needle and not in between, very often.
text = "a" + "b" * 5 + "a" * 3000
print(text.count("a" + "c" * 9 + "a"), text.find("ab" + "a" * 2000), ("ab" * 2000).count("abababb"), ("aXa" * 999 + "aYa").find("aYa"))
same = "abc"
print(same.replace("x", "y") is same, same.replace("b", "b") is same, same.replace("b", "c", 0) is same)


class Text(str):
    pass


t = Text("a-b-c")
print(type(t.replace("x", "y")).__name__, type(t.replace("-", "+")).__name__, [type(p).__name__ for p in t.split("x")], t.split(Text("-")))
for call in (lambda: "a".split(""), lambda: "a".replace(1, "b"), lambda: "a".replace("b", 1), lambda: b"a".split(b""), lambda: b"a".replace("a", b"")):
    try:
        print(call())
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
