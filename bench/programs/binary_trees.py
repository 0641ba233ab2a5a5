"""Trees that live short and trees that live long: allocation, traversal and release; a balanced tree and a treap.

Exercises: small objects with two references, tuples as nodes, recursion, memory turnover under a live heap, rotations
that relink objects.
"""
import sys

DEPTH = int(sys.argv[1]) if len(sys.argv) > 1 else 18


class Node:
    __slots__ = ("left", "right")

    def __init__(self, left, right):
        self.left = left
        self.right = right

    def count(self):
        if self.left is None:
            return 1
        return 1 + self.left.count() + self.right.count()


def build(depth):
    if depth == 0:
        return Node(None, None)
    return Node(build(depth - 1), build(depth - 1))


def build_tuple(depth):
    return (build_tuple(depth - 1), build_tuple(depth - 1)) if depth else (None, None)


def count_tuple(tree):
    left, right = tree
    return 1 if left is None else 1 + count_tuple(left) + count_tuple(right)


class AVLNode:
    def __init__(self, key, value):
        self.key = key
        self.value = value
        self.left = None
        self.right = None
        self.height = 1


def height(node):
    return node.height if node is not None else 0


def fix(node):
    node.height = 1 + max(height(node.left), height(node.right))


def rotate_right(node):
    top = node.left
    node.left = top.right
    top.right = node
    fix(node)
    fix(top)
    return top


def rotate_left(node):
    top = node.right
    node.right = top.left
    top.left = node
    fix(node)
    fix(top)
    return top


def balance(node):
    fix(node)
    lean = height(node.left) - height(node.right)
    if lean > 1:
        if height(node.left.left) < height(node.left.right):
            node.left = rotate_left(node.left)
        return rotate_right(node)
    if lean < -1:
        if height(node.right.right) < height(node.right.left):
            node.right = rotate_right(node.right)
        return rotate_left(node)
    return node


def insert(node, key, value):
    if node is None:
        return AVLNode(key, value)
    if key < node.key:
        node.left = insert(node.left, key, value)
    elif key > node.key:
        node.right = insert(node.right, key, value)
    else:
        node.value = value
        return node
    return balance(node)


def remove(node, key):
    if node is None:
        return None
    if key < node.key:
        node.left = remove(node.left, key)
    elif key > node.key:
        node.right = remove(node.right, key)
    else:
        if node.left is None:
            return node.right
        if node.right is None:
            return node.left
        following = node.right
        while following.left is not None:
            following = following.left
        following_key, following_value = following.key, following.value
        node.right = remove(node.right, following_key)
        node.key, node.value = following_key, following_value
    return balance(node)


def in_order(node):
    stack = []
    while stack or node is not None:
        while node is not None:
            stack.append(node)
            node = node.left
        node = stack.pop()
        yield node.key, node.value
        node = node.right


def persistent_insert(tree, key):
    """Trees of tuples that are never changed: a new path for each insertion, the rest is shared."""
    if tree is None:
        return (None, key, None)
    left, own, right = tree
    if key < own:
        return (persistent_insert(left, key), own, right)
    if key > own:
        return (left, own, persistent_insert(right, key))
    return tree


def size(tree):
    return 0 if tree is None else size(tree[0]) + 1 + size(tree[2])


def main():
    long_lived = build(DEPTH)
    for depth in range(4, DEPTH + 1, 4):
        rounds = 1 << (DEPTH - depth)
        nodes = 0
        for _ in range(rounds):
            nodes += build(depth).count()
        print(f"{rounds} trees of depth {depth}: {nodes} nodes")
    print(f"tuples: {count_tuple(build_tuple(DEPTH - 1))} nodes")
    print(f"long lived: {long_lived.count()} nodes")
    root = None
    keys = [(i * 7919) % 1000003 for i in range(1 << (DEPTH - 2))]
    for i, key in enumerate(keys):
        root = insert(root, key, i)
    tallest = height(root)
    kept = set(keys)
    for key in keys[::3]:
        root = remove(root, key)
        kept.discard(key)
    pairs = list(in_order(root))
    print(f"balanced: height {tallest}, {len(pairs)} left, sum of values {sum(value for _, value in pairs)}")
    versions = [None]
    for key in keys[:1 << (DEPTH - 5)]:
        versions.append(persistent_insert(versions[-1], key))
    sizes = [size(version) for version in versions[::64]]
    print(f"versions: {len(versions)}, sizes sum {sum(sizes)}")
    print("right" if [key for key, _ in pairs] == sorted(kept) and long_lived.count() == (2 << DEPTH) - 1 else "wrong")


main()
