"""Callbacks that change what is being worked on: sorting, hashing, comparing, iterating, formatting."""
def t(label, f):
    try: print(label, f())
    except (RuntimeError, ValueError, IndexError, KeyError, TypeError) as e: print(label, type(e).__name__, e)
def key_clear():
    l = [3, 1, 2]
    return sorted(l, key=lambda x: (l.clear(), x)[1]), l
t("sorted key", key_clear)
def cmp_clear():
    class K:
        def __init__(self, v): self.v = v
        def __lt__(self, o): l.append(1); return self.v < o.v
    l = [K(2), K(1)]
    l.sort()
    return len(l)
t("sort lt", cmp_clear)
def extend_self():
    l = [1, 2, 3]
    class It:
        def __iter__(self): l.clear(); return iter([9])
    l.extend(It()); l += It()
    return l
t("extend", extend_self)
def join_mut():
    l = ["a", "b"]
    class G:
        def __iter__(self):
            yield "x"; l.append("q"); yield "y"
    return "-".join(G()), l
t("join", join_mut)
def slice_assign():
    l = [1, 2, 3, 4]
    class It:
        def __iter__(self): l.clear(); return iter([7, 8])
    l[1:3] = It()
    return l
t("slice assign", slice_assign)
def max_key():
    l = [1, 2, 3]
    return max(l, key=lambda x: l.append(x) or x if len(l) < 10 else x), len(l)
t("max key", max_key)
def map_mut():
    l = [1, 2, 3]
    return list(map(lambda x: (l.append(x + 10) if len(l) < 6 else None, x)[1], l)), l
t("map", map_mut)
def set_hash():
    class H:
        def __hash__(self): s.add(99); return 5
    s = {1}
    s.add(H())
    return len(s)
t("set hash", set_hash)
def items_format():
    class F:
        def __format__(self, spec): d.clear(); return "F"
    d = {"a": F(), "b": 2}
    return "{a}{b}".format(**d), "{a}".format_map({"a": F()}), d
t("format", items_format)
def bytes_index():
    b = bytearray(b"abc")
    class I:
        def __index__(self): b.clear(); return 0
    return b[I()]
t("bytearray index", bytes_index)
def bytearray_extend():
    b = bytearray(b"abc")
    class I:
        def __index__(self): b.clear(); return 65
    b.extend([I(), I()]); b[0:1] = [I()]
    return b
t("bytearray extend", bytearray_extend)
def list_cmp():
    class E:
        def __eq__(self, o): l.clear(); m.clear(); return True
    l, m = [E(), E(), 1], [E(), E(), 2]
    return l == m, l
t("list compare", list_cmp)
def zip_mut():
    l = [1, 2, 3]
    out = []
    for a, b in zip(l, l):
        out.append((a, b))
        if len(l) < 5: l.insert(0, 0)
    return out
t("zip", zip_mut)
def dict_update():
    d = {}
    class K:
        def keys(self): d["x"] = 1; return iter(["a", "b"])
        def __getitem__(self, k): d.pop("x", None); return k
    d.update(K())
    return d
t("dict update", dict_update)
def del_in_iter():
    class N:
        def __next__(self): self.__class__ = type("X", (), {"__next__": lambda s: (_ for _ in ()).throw(StopIteration)}); return 1
        def __iter__(self): return self
    return list(N()) if False else "skipped"
t("class change", del_in_iter)
def deque_mut():
    from _collections import deque
    d = deque([1, 2, 3])
    class E:
        def __eq__(self, o): d.clear(); return False
    return d.count(E())
t("deque count", deque_mut)
def heap_mut():
    import _heapq
    class H:
        def __init__(self, v): self.v = v
        def __lt__(self, o): h.clear(); return self.v < o.v
    h = [H(i) for i in range(4)]
    _heapq.heappush(h, H(-1))
    return len(h)
t("heap", heap_mut)
