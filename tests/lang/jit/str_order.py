# jit: wait
# Order of strs in compiled loops: single characters, longer ones, those beyond Latin-1, and what is none.


def scan(text):
    letters = digits = low = other = 0
    for c in text:
        if "a" <= c <= "z" or "A" <= c <= "Z":
            letters += 1
        elif c >= "0" and c < ":":
            digits += 1
        elif "\xe0" > c:
            low += 1
        else:
            other += 1
    return letters, digits, low, other


def ranks(words):
    n = 0
    for w in words:
        for v in words:
            n = n * 3 % 1000003 + (w < v) + 2 * (w <= v) + 4 * (w > v) + 8 * (w >= v)
    return n


text = "Some text 0123 with 45, signs; \xe0\xff and \u0141 \U0001f600 more: 9!"
for i in range(100):
    r = scan(text)
print(r, scan("\u0410\u0430"), scan(["ab", "a", "", "Zz", "zz", "\x80", "\u2028"]))
words = ["", "a", "b", "\xff", "\u0100", "ab", "aa", "\U0001f600", "z" * 9, "a\0", "A"]
for i in range(60):
    r = ranks(words)
print(r, [sorted(words) == sorted(words[::-1])])


class Word(str):
    def __le__(self, other):
        return True


print(scan([Word("1"), "1"]))
for bad in ([1], [None], [b"a"]):
    try:
        print(scan(bad))
    except TypeError as e:
        print(e)
