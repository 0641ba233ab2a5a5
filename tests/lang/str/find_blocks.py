# Needles at every place of texts around the size of a block, false candidates, overlapping ones.
def reference(text, needle, start=0):
    for i in range(start, len(text) - len(needle) + 1):
        if text[i:i + len(needle)] == needle:
            return i
    return -1


checked = 0
for size in list(range(0, 40)) + [63, 64, 65, 200]:
    for needle in ("ab", "aab", "aXa", "a" * 5, "ab" * 9, "a" + "x" * 20 + "b", "\xe9z"):
        fill = "a" * size
        for text in [fill, "b" * size, "ab" * (size // 2), "a-b" * (size // 3)] + [fill[:i] + needle + "a" * (size - i) for i in range(0, size + 1, 3)]:
            expected = reference(text, needle)
            assert text.find(needle) == expected, (text, needle)
            assert (needle in text) == (expected >= 0)
            data, key = text.encode("latin-1"), needle.encode("latin-1")
            assert data.find(key) == expected
            if expected >= 0:
                assert text.find(needle, expected + 1) == reference(text, needle, expected + 1)
                assert text.split(needle)[0] == text[:expected]
            parts = text.split(needle)
            assert needle.join(parts) == text and text.count(needle) == len(parts) - 1
            assert text.replace(needle, "<>") == "<>".join(parts) and data.replace(key, b"<>") == "<>".join(parts).encode("latin-1")
            checked += 1
print(checked)
# Many candidates that agree in their first and last byte.
text = "a" + "bbbba" * 4000
print(text.find("abbaba"), text.find("abbbba"), text.count("abbbba"), (text + "abab").find("aaba"), (text + "cab").find("acab"), text.find("b" * 40))
for text in ("x" * 15 + "\x80", "x" * 63 + "\xff", "x" * 64 + "\x80", "x" * 100, "x" * 127 + "\x7f", "x" * 200 + "\xe9" + "x" * 64):
    data = text.encode("latin-1")
    print(text.isascii(), data.isascii(), data.decode("latin-1") == text, len(data.decode("ascii", "replace")), data.decode("utf-8", "replace").count("\ufffd"))
