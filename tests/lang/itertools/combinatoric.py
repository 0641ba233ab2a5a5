"""itertools: product, permutations, combinations, combinations_with_replacement."""
from itertools import product, permutations, combinations, combinations_with_replacement as cwr


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

check("""
list(product("ab", [1, 2])), list(product()), list(product([])), list(product("ab", repeat=2)), list(product("a", [])), list(product("ab", "cd", repeat=1)), list(product(repeat=0))
len(list(product(range(3), repeat=4)))
product(5)
product("ab", repeat=-1)
product("ab", rep=1)
list(permutations("abc")), list(permutations("abc", 2)), list(permutations([])), list(permutations("ab", 3)), list(permutations("ab", 0)), list(permutations("ab", None))
permutations("ab", -1)
permutations("ab", "x")
list(combinations("abcd", 2)), list(combinations("ab", 3)), list(combinations("ab", 0)), list(combinations([], 0)), list(combinations(range(4), 3))
combinations("ab", -1)
combinations("ab")
list(cwr("ab", 2)), list(cwr("abc", 2)), list(cwr([], 1)), list(cwr("a", 0)), list(cwr([], 0))
cwr("ab", -1)
["".join(p) for p in permutations("abc")], sum(1 for _ in combinations(range(10), 5))
""")
