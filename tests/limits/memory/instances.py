class Node:
    pass


nodes = []
try:
    while True:
        node = Node()
        node.all = nodes
        node.one = 1
        nodes.append(node)
except MemoryError:
    nodes = node = None
print("on")
