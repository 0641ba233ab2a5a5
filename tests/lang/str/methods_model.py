"""find, count, replace, split and strip against naive versions over many random strings."""
state = 3
def rnd(n):
    global state
    state = (state * 1103515245 + 12345) & 0x7FFFFFFF
    return (state >> 8) % n
def find(s, t, lo=0):
    for i in range(lo, len(s) - len(t) + 1):
        if s[i:i + len(t)] == t: return i
    return -1
def count(s, t):
    if not t: return len(s) + 1
    n = i = 0
    while (i := find(s, t, i)) >= 0: n += 1; i += len(t)
    return n
def split(s, t):
    out, i = [], 0
    while (j := find(s, t, i)) >= 0: out.append(s[i:j]); i = j + len(t)
    return out + [s[i:]]
n = 0
for alphabet in ("ab", "abc ", "aé", "日a", "a🐍é"):
    for _ in range(400):
        s = "".join(alphabet[rnd(len(alphabet))] for _ in range(rnd(14)))
        t = "".join(alphabet[rnd(len(alphabet))] for _ in range(1 + rnd(3)))
        r = "".join("xyZé"[rnd(4)] for _ in range(rnd(3)))
        assert s.find(t) == find(s, t) and s.count(t) == count(s, t) and (t in s) == (find(s, t) >= 0), (s, t)
        assert s.split(t) == split(s, t) and t.join(s.split(t)) == s and s.replace(t, r) == r.join(split(s, t)), (s, t, r)
        assert s.rfind(t) == (len(s) - len(t) - find(s[::-1], t[::-1]) if find(s[::-1], t[::-1]) >= 0 else -1)
        assert s.startswith(t) == (s[:len(t)] == t) and s.endswith(t) == (s[-len(t):] == t if t else True)
        assert s.partition(t) == ((s[:i], t, s[i + len(t):]) if (i := s.find(t)) >= 0 else (s, "", ""))
        u = s
        while u and u[0] in t: u = u[1:]
        assert s.lstrip(t) == u
        while u and u[-1] in t: u = u[:-1]
        assert s.strip(t) == u and s.split() == [w for w in s.split(" ") if w] and s[::-1][::-1] == s and s.encode().decode() == s
        assert s.rsplit(t, 1) == ([s[:i], s[i + len(t):]] if (i := s.rfind(t)) >= 0 else [s]) and s.upper().lower() == s.lower() and (s < t) == ([ord(c) for c in s] < [ord(c) for c in t])
        assert bytes(s, "utf-8").find(t.encode()) == len(s[:s.find(t)].encode()) if t in s else True
        n += 1
print(n, "strings")
