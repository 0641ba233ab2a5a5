"""Linked list, queue, binary tree, trie, union-find, matrix as classes with Python protocols."""
class LL:
    class Node:
        __slots__ = "v", "next"
        def __init__(self, v, next=None): self.v, self.next = v, next
    def __init__(self, it=()): self.head = None; [self.push(x) for x in it]
    def push(self, v): self.head = self.Node(v, self.head)
    def pop(self):
        if self.head is None: raise IndexError("empty")
        v, self.head = self.head.v, self.head.next
        return v
    def __iter__(self):
        n = self.head
        while n: yield n.v; n = n.next
    def reverse(self):
        prev, n = None, self.head
        while n: n.next, prev, n = prev, n, n.next
        self.head = prev
    def __len__(self): return sum(1 for _ in self)
    def __repr__(self): return "->".join(map(repr, self)) or "empty"
l = LL([1, 2, 3]); print(l, len(l), l.pop(), l, 2 in l, 9 in l, list(l)); l.reverse(); print(l, bool(LL()))
try: LL().pop()
except IndexError as e: print(e)
class Tree:
    def __init__(self): self.root, self.n = None, 0
    def add(self, k, v):
        def ins(t):
            if t is None: self.n += 1; return [k, v, None, None]
            if k == t[0]: t[1] = v
            else: i = 2 if k < t[0] else 3; t[i] = ins(t[i])
            return t
        self.root = ins(self.root)
    __setitem__ = add
    def __getitem__(self, k):
        t = self.root
        while t:
            if k == t[0]: return t[1]
            t = t[2] if k < t[0] else t[3]
        raise KeyError(k)
    def __iter__(self):
        def walk(t):
            if t: yield from walk(t[2]); yield t[0]; yield from walk(t[3])
        return walk(self.root)
    def __len__(self): return self.n
t = Tree()
for w in "the quick brown fox jumps over the dog".split(): t[w] = len(w)
print(list(t), len(t), t["fox"], {k: t[k] for k in t})
try: t["cat"]
except KeyError as e: print("KeyError", e)
class UF:
    def __init__(self): self.p = {}
    def find(self, x):
        self.p.setdefault(x, x)
        if self.p[x] != x: self.p[x] = self.find(self.p[x])
        return self.p[x]
    def union(self, a, b): self.p[self.find(a)] = self.find(b)
u = UF()
for a, b in ("ab", "cd", "bd", "ef"): u.union(a, b)
print(u.find("a") == u.find("c"), u.find("a") == u.find("e"), len({u.find(x) for x in "abcdefg"}))
class M:
    def __init__(self, rows): self.r = [list(x) for x in rows]
    def __matmul__(self, o): return M([[sum(a * b for a, b in zip(x, y)) for y in zip(*o.r)] for x in self.r])
    def __getitem__(self, ij): i, j = ij; return self.r[i][j]
    def __setitem__(self, ij, v): i, j = ij; self.r[i][j] = v
    def __eq__(self, o): return self.r == o.r
    def __pow__(self, n):
        out, b = M([[int(i == j) for j in range(len(self.r))] for i in range(len(self.r))]), self
        while n: out, b, n = (out @ b if n & 1 else out), b @ b, n >> 1
        return out
    T = property(lambda self: M(zip(*self.r)))
    def __repr__(self): return f"M{self.r}"
f = M([[1, 1], [1, 0]])
print(f ** 10, (f ** 100)[0, 1], f.T == f, M([[1, 2], [3, 4]]).T, M([[1, 2]]) @ M([[3], [4]]))
f[0, 0] = 5; print(f)
