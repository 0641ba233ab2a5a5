"""Text statistics: makes up a text, counts words and letters, builds an index, joins neighbours, compresses names.

Exercises: str.split, lower, strip, translate and isalpha, dict counting with get and setdefault, sorting by two keys,
f-strings with widths, slices of strings, a trie of dicts.
"""
import sys

N = int(sys.argv[1]) if len(sys.argv) > 1 else 600000

SYLLABLES = ["ka", "lo", "mi", "ten", "ru", "sha", "vor", "an", "be", "qui", "dra", "no", "pel", "u", "zy", "eth"]
MARKS = [".", ",", ";", "!", "?", ":"]


def make_text(words):
    """Words whose frequencies fall off as in a natural language, with capitals and punctuation."""
    state = 42
    vocabulary = []
    for i in range(2000):
        word = ""
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        value = state >> 5
        for _ in range(1 + value % 4):
            word += SYLLABLES[value % len(SYLLABLES)]
            value //= 7
        vocabulary.append(word)
    pieces = []
    capital = True
    for i in range(words):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        rank = (state >> 8) % 2000 * ((state >> 3) % 1999) // 2000 * ((state >> 12) % 1999) // 2000
        word = vocabulary[rank]
        if capital:
            word = word.capitalize()
            capital = False
        if state % 9 == 0:
            mark = MARKS[state // 9 % len(MARKS)]
            word += mark
            capital = mark in ".!?"
        pieces.append(word)
        if i % 12 == 11:
            pieces.append("\n")
    return " ".join(pieces)


def count_words(text):
    counts = {}
    for line in text.split("\n"):
        for word in line.lower().split():
            word = word.strip(".,;:!?")
            counts[word] = counts.get(word, 0) + 1
    return counts


def count_letters(text):
    counts = {}
    for c in text:
        if c.isalpha():
            if c in counts:
                counts[c] += 1
            else:
                counts[c] = 1
    return counts


def neighbours(words):
    table = {}
    for first, second in zip(words, words[1:]):
        following = table.setdefault(first, {})
        following[second] = following.get(second, 0) + 1
    return table


def build_index(lines):
    index = {}
    for number, line in enumerate(lines, 1):
        for word in set(line.split()):
            index.setdefault(word, []).append(number)
    return index


class Trie:
    def __init__(self):
        self.root = {}
        self.nodes = 1

    def add(self, word, weight):
        node = self.root
        for letter in word:
            if letter not in node:
                node[letter] = {}
                self.nodes += 1
            node = node[letter]
        node[""] = node.get("", 0) + weight

    def total(self, prefix):
        node = self.root
        for letter in prefix:
            node = node.get(letter)
            if node is None:
                return 0
        return self.sum_below(node)

    def sum_below(self, node):
        return sum(child if letter == "" else self.sum_below(child) for letter, child in node.items())


def run_lengths(text):
    """'aaab' -> 'a3b1'."""
    pieces = []
    i = 0
    while i < len(text):
        j = i + 1
        while j < len(text) and text[j] == text[i]:
            j += 1
        pieces.append(f"{text[i]}{j - i}")
        i = j
    return "".join(pieces)


def main():
    text = make_text(N)
    counts = count_words(text)
    ranking = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    print(f"{len(text)} characters, {len(counts)} different words")
    for word, count in ranking[:8]:
        print(f"  {word:<12}{count:>8}  {'*' * (count * 30 // ranking[0][1])}")
    letters = count_letters(text)
    print("letters:", " ".join(f"{c}={n}" for c, n in sorted(letters.items(), key=lambda p: (-p[1], p[0]))[:8]))
    plain = text.lower().translate({ord(mark): None for mark in MARKS})
    words = plain.split()
    table = neighbours(words)
    pairs = sorted(((n, a, b) for a, following in table.items() for b, n in following.items()), reverse=True)[:4]
    print("pairs:", "; ".join(f"{a} {b} ({n})" for n, a, b in pairs))
    index = build_index(plain.split("\n"))
    rare = sorted(word for word, lines in index.items() if len(lines) == 1)
    print(f"index: {sum(map(len, index.values()))} entries, {len(rare)} words on one line only, {rare[:5]}")
    trie = Trie()
    for word, count in counts.items():
        trie.add(word, count)
    print(f"trie: {trie.nodes} nodes, below 'ka' {trie.total('ka')}, below 'xx' {trie.total('xx')}")
    shape = "".join("v" if c in "aeiou" else "c" if c.isalpha() else " " for c in plain[:N])
    packed = run_lengths(shape)
    print(f"shape: {len(packed)} characters, {packed[:24]}")
    print("consistent" if sum(counts.values()) == len(words) == N == trie.total("") else "inconsistent")


main()
