"""State machines: by dict, by generator, by classes."""
def by_dict(text):
    table = {("start", "d"): "int", ("int", "d"): "int", ("int", "."): "frac", ("frac", "d"): "frac", ("start", "-"): "sign", ("sign", "d"): "int"}
    state = "start"
    for c in text:
        state = table.get((state, "d" if c.isdigit() else c))
        if state is None: return f"error at {c!r}"
    return state
print([by_dict(t) for t in ("12", "-1.5", "1.", "-", "1-", "", "a", "1.2.3")])
def by_generator():
    words, word = [], ""
    while True:
        c = yield words
        if c is None: return words + ([word] if word else [])
        if c == '"':
            word = ""
            while (c := (yield words)) != '"': word += c
            words = words + [word]; word = ""
        elif c == " ":
            if word: words = words + [word]; word = ""
        else: word += c
def split(text):
    g = by_generator(); next(g)
    for c in text: g.send(c)
    try: g.send(None)
    except StopIteration as s: return s.value
print(split('one two "three four" five'), split(""), split('"" x'))
class State:
    def next(self, c): return self
class Outside(State):
    def next(self, c): return Inside() if c == "(" else self
class Inside(State):
    def __init__(self, depth=1): self.depth = depth
    def next(self, c):
        if c == "(": return Inside(self.depth + 1)
        if c == ")": return Inside(self.depth - 1) if self.depth > 1 else Outside()
        return self
s, trace = Outside(), []
for c in "a(b(c)d)e": s = s.next(c); trace.append(getattr(s, "depth", 0))
print(trace)
