"""Connect four on a small board, searched with alpha-beta, iterative deepening and a table of known positions.

Exercises: bit boards in integers, dict lookups with integer keys, recursion with many arguments, early returns, tuples.
"""
import sys

DEPTH = int(sys.argv[1]) if len(sys.argv) > 1 else 11
COLUMNS, ROWS = 6, 5
STRIDE = ROWS + 1                    # one empty bit above each column keeps lines from wrapping
CENTRE_FIRST = (2, 3, 1, 4, 0, 5)
WIN = 1000
EXACT, LOWER, UPPER = range(3)


def has_four(stones):
    for shift in (1, STRIDE, STRIDE - 1, STRIDE + 1):
        pairs = stones & (stones >> shift)
        if pairs & (pairs >> (2 * shift)):
            return True
    return False


def lines():
    """All groups of four squares, as masks."""
    found = []
    for column in range(COLUMNS):
        for row in range(ROWS):
            for dc, dr in ((0, 1), (1, 0), (1, 1), (1, -1)):
                squares = [(column + k * dc, row + k * dr) for k in range(4)]
                if all(0 <= c < COLUMNS and 0 <= r < ROWS for c, r in squares):
                    found.append(sum(1 << (c * STRIDE + r) for c, r in squares))
    return found


class Search:
    def __init__(self):
        self.lines = lines()
        self.table = {}
        self.nodes = 0
        self.hits = 0

    def estimate(self, own, other):
        """Open lines with two or three own stones, minus the opponent's."""
        score = 0
        for line in self.lines:
            mine = own & line
            theirs = other & line
            if mine:
                if not theirs:
                    score += 1 if mine & (mine - 1) == 0 else 3
            elif theirs:
                score -= 1 if theirs & (theirs - 1) == 0 else 3
        return score

    def alpha_beta(self, own, other, heights, depth, alpha, beta, stones):
        self.nodes += 1
        if stones == COLUMNS * ROWS:
            return 0
        if depth == 0:
            return self.estimate(own, other)
        key = (own, other, depth)
        known = self.table.get(key)
        if known is not None:
            kind, value = known
            if kind == EXACT or (kind == LOWER and value >= beta) or (kind == UPPER and value <= alpha):
                self.hits += 1
                return value
        best = -WIN - 1
        start = alpha
        for column in CENTRE_FIRST:
            height = heights[column]
            if height == ROWS:
                continue
            moved = own | 1 << (column * STRIDE + height)
            if has_four(moved):
                value = WIN - stones
            else:
                heights[column] = height + 1
                value = -self.alpha_beta(other, moved, heights, depth - 1, -beta, -alpha, stones + 1)
                heights[column] = height
            if value > best:
                best = value
                if value > alpha:
                    alpha = value
                    if alpha >= beta:
                        break
        self.table[key] = (UPPER if best <= start else LOWER if best >= beta else EXACT, best)
        return best

    def best_move(self, own, other, heights, depth, stones):
        choice, best = None, -WIN - 1
        for column in CENTRE_FIRST:
            height = heights[column]
            if height == ROWS:
                continue
            moved = own | 1 << (column * STRIDE + height)
            if has_four(moved):
                return column, WIN - stones
            heights[column] += 1
            value = -self.alpha_beta(other, moved, heights, depth - 1, -WIN, -best if choice is not None else WIN, stones + 1)
            heights[column] -= 1
            if value > best:
                choice, best = column, value
        return choice, best


def play(depth):
    """The program plays itself; the second player looks less far ahead."""
    sides = [0, 0]
    heights = [0] * COLUMNS
    moves = []
    nodes = hits = 0
    for stones in range(COLUMNS * ROWS):
        turn = stones & 1
        search = Search()
        for d in range(1, (depth if turn == 0 else max(depth - 3, 1)) + 1):
            column, value = search.best_move(sides[turn], sides[1 - turn], heights, d, stones)
            if abs(value) > WIN // 2:
                break
        nodes += search.nodes
        hits += search.hits
        moves.append(column)
        sides[turn] |= 1 << (column * STRIDE + heights[column])
        heights[column] += 1
        if has_four(sides[turn]):
            return moves, turn, nodes, hits, sides
    return moves, None, nodes, hits, sides


def show(sides):
    for row in reversed(range(ROWS)):
        squares = [1 << (column * STRIDE + row) for column in range(COLUMNS)]
        print(" ".join("x" if sides[0] & s else "o" if sides[1] & s else "." for s in squares))


def main():
    moves, winner, nodes, hits, sides = play(DEPTH)
    show(sides)
    print("moves", *moves)
    print("winner", {0: "x", 1: "o", None: "nobody"}[winner])
    print(f"{nodes} positions, {hits} known already")
    print("legal" if sides[0] & sides[1] == 0 and bin(sides[0] | sides[1]).count("1") == len(moves) else "illegal")


main()
