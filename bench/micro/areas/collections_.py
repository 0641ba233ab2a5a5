from _collections import OrderedDict, _count_elements, defaultdict, deque

WORDS = ["the", "quick", "brown", "fox", "jumps", "over", "the", "lazy", "dog"] * 50


@benchmark
def count_elements(loops):
    for _ in range(loops):
        counts = {}
        _count_elements(counts, WORDS)


@benchmark
def count_letters(loops):
    text = "the quick brown fox jumps over the lazy dog" * 10
    for _ in range(loops):
        counts = {}
        _count_elements(counts, text)


@benchmark
def defaultdict_int(loops):
    for _ in range(loops):
        counts = defaultdict(int)
        for word in WORDS:
            counts[word] += 1


@benchmark
def defaultdict_list(loops):
    for _ in range(loops):
        groups = defaultdict(list)
        for word in WORDS:
            groups[len(word)].append(word)


@benchmark
def deque_append_popleft(loops):
    d = deque(range(100))
    for i in range(loops):
        d.append(i)
        d.popleft()


@benchmark
def deque_rotate(loops):
    d = deque(range(100))
    for _ in range(loops):
        d.rotate(3)


@benchmark
def deque_iterate(loops):
    d = deque(range(500))
    for _ in range(loops):
        for i in d:
            pass


@benchmark
def deque_maxlen(loops):
    for _ in range(loops):
        deque(WORDS, maxlen=10)


@benchmark
def deque_index(loops):
    d = deque(range(500))
    for _ in range(loops):
        d[100]


@benchmark
def ordereddict_insert(loops):
    for _ in range(loops):
        d = OrderedDict()
        for i in range(100):
            d[i] = i


@benchmark
def ordereddict_move(loops):
    d = OrderedDict.fromkeys(range(100))
    for i in range(loops):
        d.move_to_end(i % 100)


@benchmark
def ordereddict_iterate(loops):
    d = OrderedDict.fromkeys(range(300))
    for _ in range(loops):
        for key, value in d.items():
            pass
