"""Everyday text work: wrapping, counting, parsing of key-value files, tables, csv by hand."""
text = """The quick brown fox jumps over the lazy dog; the DOG sleeps, and the fox -- being quick -- runs off."""
def wrap(t, w):
    lines, cur = [], ""
    for word in t.split():
        if cur and len(cur) + 1 + len(word) > w: lines.append(cur); cur = word
        else: cur = f"{cur} {word}" if cur else word
    return lines + [cur]
for line in wrap(text, 30): print(f"|{line:<30}|{line:>30}|{line:^30}|")
counts = {}
for w in text.lower().replace(";", "").replace(",", "").replace(".", "").replace("--", "").split(): counts[w] = counts.get(w, 0) + 1
print(sorted(counts.items(), key=lambda p: (-p[1], p[0]))[:5])
ini = """# comment
[one]
a = 1
b = two words
[two]
c=3 # not a comment
"""
conf, sec = {}, None
for line in ini.splitlines():
    line = line.strip()
    if not line or line.startswith("#"): continue
    if line[0] == "[" and line[-1] == "]": sec = conf.setdefault(line[1:-1], {})
    else:
        k, _, v = line.partition("=")
        sec[k.strip()] = v.strip()
print(conf)
def parse_csv(t):
    rows, row, field, quoted, i = [], [], "", False, 0
    while i < len(t):
        c = t[i]
        if quoted:
            if c == '"' and t[i + 1:i + 2] == '"': field += '"'; i += 1
            elif c == '"': quoted = False
            else: field += c
        elif c == '"': quoted = True
        elif c == ",": row.append(field); field = ""
        elif c == "\n": rows.append(row + [field]); row, field = [], ""
        else: field += c
        i += 1
    return rows
print(parse_csv('a,b,c\n1,"x, y",3\n"q ""z""","line\nbreak",\n'))
def roman(n):
    out = ""
    for v, s in ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while n >= v: out += s; n -= v
    return out
print([roman(n) for n in (1, 4, 9, 14, 40, 90, 400, 1999, 2024)], "".join(reversed("stressed")), "A man, a plan".casefold()[::-1], "x".join("abc"), "-".join(sorted(set("hello"))))
def edit(a, b):
    prev = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        cur = [i]
        for j, y in enumerate(b, 1): cur.append(min(prev[j] + 1, cur[-1] + 1, prev[j - 1] + (x != y)))
        prev = cur
    return prev[-1]
print(edit("kitten", "sitting"), edit("", "abc"), edit("flaw", "lawn"), "Hello, World".swapcase(), "title case here".title(), "a\tb".expandtabs(4), "ab12".isalnum())
