"""Sets: friends of friends, similarity by shared features, a life game on a set of cells, word ladders.

Exercises: set and frozenset algebra (&, |, -, ^, <=), set comprehensions, tuples and frozensets as elements, membership
tests, symmetric differences, iteration over sets in an order-independent way.
"""
import sys

N = int(sys.argv[1]) if len(sys.argv) > 1 else 8000


def numbers(seed):
    state = seed
    while True:
        state = (state * 69069 + 12345) & 0xFFFFFFFF
        yield state >> 7


def make_friends(n):
    friends = {person: set() for person in range(n)}
    source = numbers(1)
    for person in range(n):
        for _ in range(6):
            other = (person + 1 + next(source) % 60) % n if next(source) % 3 else next(source) % n
            if other != person:
                friends[person].add(other)
                friends[other].add(person)
    return friends


def suggestions(friends):
    """For each person the friends of friends that are not friends yet, and with whom most are shared."""
    total = 0
    best = (0, 0, 0)
    for person, own in friends.items():
        second = set()
        for friend in own:
            second |= friends[friend]
        second -= own
        second.discard(person)
        total += len(second)
        for other in second:
            shared = len(own & friends[other])
            if (shared, -person, -other) > best:
                best = (shared, -person, -other)
    return total, (best[0], -best[1], -best[2])


def components(friends, removed):
    left = set(friends) - removed
    sizes = []
    while left:
        start = min(left)
        reached = {start}
        front = {start}
        while front:
            front = set().union(*(friends[p] for p in front)) & left - reached
            reached |= front
        left -= reached
        sizes.append(len(reached))
    return sorted(sizes, reverse=True)


def jaccard(n):
    """The most similar pairs among documents that are frozensets of features."""
    source = numbers(9)
    documents = [frozenset(next(source) % 120 for _ in range(25)) for _ in range(n)]
    scores = []
    for i, a in enumerate(documents):
        for j in range(i):
            b = documents[j]
            both = len(a & b)
            if both > 9:
                scores.append((both / len(a | b), i, j))
    subsets = sum(1 for a in documents for b in documents[:40] if a - b <= a ^ b)
    return sorted(scores, reverse=True)[:3], subsets, len(set(documents))


def life(cells, generations):
    for _ in range(generations):
        counts = {}
        for x, y in cells:
            for neighbour in ((x - 1, y - 1), (x, y - 1), (x + 1, y - 1), (x - 1, y),
                              (x + 1, y), (x - 1, y + 1), (x, y + 1), (x + 1, y + 1)):
                counts[neighbour] = counts.get(neighbour, 0) + 1
        cells = {cell for cell, n in counts.items() if n == 3 or (n == 2 and cell in cells)}
    return cells


def ladder(words, start, goal):
    """Breadth-first from both ends; changes one letter at a time."""
    front, back = {start}, {goal}
    unused = words - {start, goal}
    steps = 1
    while front and back:
        if len(front) > len(back):
            front, back = back, front
        following = {word[:i] + c + word[i + 1:] for word in front for i in range(len(word)) for c in "abcdef"}
        if following & back:
            return steps
        front = following & unused
        unused -= front
        steps += 1
    return None


def main():
    friends = make_friends(N)
    total, best = suggestions(friends)
    print(f"{N} people, {total} suggestions, most shared {best}")
    hubs = {person for person, own in friends.items() if len(own) >= 14}
    print(f"{len(hubs)} hubs; without them {components(friends, hubs)[:5]}")
    scores, subsets, different = jaccard(N // 5)
    print("similar:", [(round(s, 4), i, j) for s, i, j in scores], subsets, different)
    # The "acorn" grows for thousands of generations; the glider beside it must only have moved.
    acorn = {(0, 2), (1, 0), (1, 2), (3, 1), (4, 2), (5, 2), (6, 2)}
    generations = N // 10 // 4 * 4
    grown = life(acorn, generations)
    print(f"acorn after {generations}: {len(grown)} cells, {min(grown)} to {max(grown)}")
    glider = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)}
    flown = life(glider, generations)
    print("glider", "right" if flown == {(x + generations // 4, y + generations // 4) for x, y in glider} else "wrong")
    words = {"".join("abcdef"[(v >> s) % 6] for s in (0, 4, 8, 12)) for v, _ in zip(numbers(5), range(700))}
    ordered = sorted(words)
    print("ladders", [ladder(words, a, b) for a, b in zip(ordered[::60], ordered[30::60])])


main()
