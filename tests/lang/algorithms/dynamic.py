"""Dynamic programming: knapsack, coins, longest subsequences, partitions, edit paths."""
def coins(n, cs):
    ways = [1] + [0] * n
    for c in cs:
        for i in range(c, n + 1): ways[i] += ways[i - c]
    return ways[n]
def fewest(n, cs):
    best = [0] + [None] * n
    for i in range(1, n + 1):
        c = [best[i - k] + 1 for k in cs if k <= i and best[i - k] is not None]
        best[i] = min(c, default=None)
    return best[n]
def lcs(a, b):
    t = [[""] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, x in enumerate(a):
        for j, y in enumerate(b): t[i + 1][j + 1] = t[i][j] + x if x == y else max(t[i][j + 1], t[i + 1][j], key=len)
    return t[-1][-1]
def lis(a):
    best = [[x] for x in a]
    for i in range(len(a)):
        for j in range(i):
            if a[j] < a[i] and len(best[j]) + 1 > len(best[i]): best[i] = best[j] + [a[i]]
    return max(best, key=len, default=[])
def knap(items, cap):
    best = [(0, ())] * (cap + 1)
    for name, w, v in items:
        for c in range(cap, w - 1, -1): best[c] = max(best[c], (best[c - w][0] + v, best[c - w][1] + (name,)))
    return best[cap]
def partitions(n, m=None):
    m = m or n
    if n == 0: yield []
    for k in range(min(n, m), 0, -1):
        for rest in partitions(n - k, k): yield [k] + rest
def pascal(n):
    row = [1]
    for _ in range(n): yield row; row = [a + b for a, b in zip([0] + row, row + [0])]
print(coins(100, [1, 5, 10, 25, 50]), fewest(63, [1, 5, 10, 21, 25]), fewest(3, [2]), lcs("thisisatest", "testing123testing"), lis([3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5]), knap([("a", 2, 3), ("b", 3, 4), ("c", 4, 5), ("d", 5, 8)], 9))
print([len(list(partitions(n))) for n in range(12)], list(partitions(5)), list(pascal(7)))
def maxsub(a):
    best = cur = a[0]
    for x in a[1:]: cur = max(x, cur + x); best = max(best, cur)
    return best
def wordbreak(s, words):
    ok = [[]]
    for i in range(1, len(s) + 1): ok.append(next((ok[j] + [s[j:i]] for j in range(i) if s[j:i] in words and (j == 0 or ok[j])), []))
    return ok[-1]
print(maxsub([-2, 1, -3, 4, -1, 2, 1, -5, 4]), wordbreak("pineapplepenapple", {"apple", "pen", "pine", "pineapple"}), wordbreak("catsandog", {"cats", "dog", "sand"}))
