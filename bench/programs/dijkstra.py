"""Shortest paths: Dijkstra with a heap, A* on a grid with walls, Floyd and Warshall, a minimal spanning tree.

Exercises: _heapq with tuples, dict of lists graphs, nested list arithmetic, union-find with path halving, sorting edges.
"""
import sys
try:
    from _heapq import heappop, heappush
except ImportError:          # PyPy
    from heapq import heappop, heappush

N = int(sys.argv[1]) if len(sys.argv) > 1 else 30000


class Random:
    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
        return (self.state >> 33) % n


def make_graph(nodes, degree):
    random = Random(7)
    graph = {node: [] for node in range(nodes)}
    for node in range(1, nodes):
        other = random.below(node)
        length = 1 + random.below(100)
        graph[node].append((other, length))
        graph[other].append((node, length))
    for _ in range(nodes * (degree - 2) // 2):
        a, b = random.below(nodes), random.below(nodes)
        if a != b:
            length = 1 + random.below(100)
            graph[a].append((b, length))
            graph[b].append((a, length))
    return graph


def shortest(graph, start):
    distance = {start: 0}
    parent = {start: None}
    heap = [(0, start)]
    while heap:
        d, node = heappop(heap)
        if d > distance[node]:
            continue
        for neighbour, length in graph[node]:
            candidate = d + length
            if neighbour not in distance or candidate < distance[neighbour]:
                distance[neighbour] = candidate
                parent[neighbour] = node
                heappush(heap, (candidate, neighbour))
    return distance, parent


def path_to(parent, node):
    path = []
    while node is not None:
        path.append(node)
        node = parent[node]
    return path[::-1]


def make_grid(size):
    random = Random(11)
    return [[random.below(100) < 28 and (x, y) not in ((0, 0), (size - 1, size - 1)) for x in range(size)]
            for y in range(size)]


def a_star(walls, start, goal):
    """Number of steps, or None, and how many squares were looked at."""
    size = len(walls)

    def estimate(square):
        return abs(square[0] - goal[0]) + abs(square[1] - goal[1])

    best = {start: 0}
    heap = [(estimate(start), 0, start)]
    closed = set()
    while heap:
        _, steps, square = heappop(heap)
        if square == goal:
            return steps, len(closed)
        if square in closed:
            continue
        closed.add(square)
        x, y = square
        for nx, ny in ((x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)):
            if 0 <= nx < size and 0 <= ny < size and not walls[ny][nx]:
                following = (nx, ny)
                if steps + 1 < best.get(following, size * size):
                    best[following] = steps + 1
                    heappush(heap, (steps + 1 + estimate(following), steps + 1, following))
    return None, len(closed)


def all_pairs(graph, nodes):
    """Floyd and Warshall, on the first nodes of the graph only."""
    far = 10 ** 9
    table = [[far] * nodes for _ in range(nodes)]
    for a in range(nodes):
        table[a][a] = 0
        for b, length in graph[a]:
            if b < nodes and length < table[a][b]:
                table[a][b] = length
    for k in range(nodes):
        via = table[k]
        for row in table:
            to_k = row[k]
            if to_k == far:
                continue
            for j in range(nodes):
                candidate = to_k + via[j]
                if candidate < row[j]:
                    row[j] = candidate
    return table


def spanning_tree(graph):
    leader = list(range(len(graph)))

    def find(a):
        while leader[a] != a:
            leader[a] = leader[leader[a]]
            a = leader[a]
        return a

    edges = sorted((length, a, b) for a, out in graph.items() for b, length in out if a < b)
    total = used = 0
    for length, a, b in edges:
        ra, rb = find(a), find(b)
        if ra != rb:
            leader[ra] = rb
            total += length
            used += 1
    return total, used


def main():
    graph = make_graph(N, 8)
    distance, parent = shortest(graph, 0)
    furthest = max(distance, key=lambda node: (distance[node], node))
    path = path_to(parent, furthest)
    print(f"{len(distance)} of {N} reached, furthest {furthest} at {distance[furthest]}, {len(path)} nodes on the way")
    print(f"sum of distances {sum(distance.values())}")
    back, _ = shortest(graph, furthest)
    size = 20 + N // 70
    steps, looked = a_star(make_grid(size), (0, 0), (size - 1, size - 1))
    print(f"grid {size}: {steps} steps, {looked} squares looked at")
    part = 20 + N // 140
    table = all_pairs(graph, part)
    symmetric = all(table[a][b] == table[b][a] for a in range(part) for b in range(a))
    print(f"all pairs of {part}: sum {sum(map(sum, table))}, {'symmetric' if symmetric else 'not symmetric'}")
    total, used = spanning_tree(graph)
    print(f"spanning tree: length {total}, {used} edges")
    print("right" if back[0] == distance[furthest] and used == N - 1 and path[0] == 0 else "wrong")


main()
