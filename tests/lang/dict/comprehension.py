"""Dict comprehensions: evaluation order, duplicate keys, nesting, scope."""
log = []
def k(i): log.append(f"k{i}"); return i
def v(i): log.append(f"v{i}"); return i * i
print({k(i): v(i) for i in range(3)}, log)
print({i % 3: i for i in range(10)}, {c: {d for d in c} for c in ["ab", "c"]} == {"ab": {"a", "b"}, "c": {"c"}}, {i: j for i in range(2) for j in range(3)}, {i: i for i in range(5) if i & 1})
print({**{k: v for k, v in [("a", 1)]}, "b": 2}, {(a, b): a * b for a, b in [(1, 2), (3, 4)]}, {i: [j for j in range(i)] for i in range(3)})
def outer(n):
    return {n: n for n in range(n)}, n
print(outer(3))
for source in ["{a: b for a in c", "{a: *b for a in c}", "{**a for a in b}", "{a: b, c for c in d}", "{a for a: b in c}", "{a:}", "{a: b c}", "{: 1}", "{a, b: c}", "{a: b, c}", "{**a: b}", "{a: **b}", "{1: 2, **}", "{a = 1}", "{1:*2}"]:
    try:
        compile(source, "", "eval")
        print(source, "ok")
    except SyntaxError as error:
        print(source, "|", error.msg)
try:
    {[]: 1 for _ in [1]}
except TypeError as error:
    print(error)
