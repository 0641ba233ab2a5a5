"""Backtracking: sudoku, subset sums, permutations, mazes, knights."""
grid = ["53..7....", "6..195...", ".98....6.", "8...6...3", "4..8.3..1", "7...2...6", ".6....28.", "...419..5", "....8..79"]
def solve(g):
    best = None
    for i in range(81):
        if g[i] == ".":
            r, c = divmod(i, 9)
            used = set(g[r * 9:r * 9 + 9]) | set(g[c::9]) | {g[(r // 3 * 3 + k // 3) * 9 + c // 3 * 3 + k % 3] for k in range(9)}
            opts = [d for d in "123456789" if d not in used]
            if best is None or len(opts) < len(best[1]): best = (i, opts)
            if len(opts) <= 1: break
    if best is None: return g
    i, opts = best
    for d in opts:
        r = solve(g[:i] + d + g[i + 1:])
        if r: return r
    return None
s = solve("".join(grid))
for i in range(0, 81, 9): print(s[i:i + 9])
def subsets(xs, target, chosen=()):
    if target == 0: yield chosen
    for i, x in enumerate(xs):
        if x <= target: yield from subsets(xs[i + 1:], target - x, chosen + (x,))
print(list(subsets([1, 2, 3, 4, 5, 6], 9)))
def perms(xs): return [[x] + p for i, x in enumerate(xs) for p in perms(xs[:i] + xs[i + 1:])] if xs else [[]]
print(perms([1, 2, 3]), len(perms(list("abcde"))))
maze = ["S.#.....", ".##.###.", "....#...", ".##...#E"]
def walk(y, x, path):
    if not (0 <= y < 4 and 0 <= x < 8) or maze[y][x] == "#" or (y, x) in path: return None
    path = path + [(y, x)]
    if maze[y][x] == "E": return path
    for dy, dx in ((0, 1), (1, 0), (0, -1), (-1, 0)):
        if (r := walk(y + dy, x + dx, path)): return r
    return None
p = walk(0, 0, [])
print(len(p), p[0], p[-1])
def knight(n):
    moves = [(1, 2), (2, 1), (2, -1), (1, -2), (-1, -2), (-2, -1), (-2, 1), (-1, 2)]
    board, pos = {(0, 0): 0}, (0, 0)
    def free(p): return [(p[0] + a, p[1] + b) for a, b in moves if 0 <= p[0] + a < n and 0 <= p[1] + b < n and (p[0] + a, p[1] + b) not in board]
    for k in range(1, n * n):
        opts = free(pos)
        if not opts: return None
        pos = min(opts, key=lambda q: (len(free(q)), q))
        board[pos] = k
    return board
b = knight(6)
print(b and [[b[r, c] for c in range(6)] for r in range(6)][0])
