WORDS = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta"] * 8
SENTENCE = "the quick brown fox jumps over the lazy dog; " * 6
UNICODE = "Grüße aus Zürich, 日本 und \U0001F40D; " * 6


@benchmark
def join(loops):
    for _ in range(loops):
        ", ".join(WORDS)


@benchmark
def split_spaces(loops):
    for _ in range(loops):
        SENTENCE.split()


@benchmark
def split_separator(loops):
    for _ in range(loops):
        SENTENCE.split("; ")


@benchmark
def splitlines(loops):
    text = "a line of text\n" * 40
    for _ in range(loops):
        text.splitlines()


@benchmark
def partition(loops):
    for _ in range(loops):
        "name=value; more".partition("=")


@benchmark
def replace_word(loops):
    for _ in range(loops):
        SENTENCE.replace("lazy", "energetic")


@benchmark
def replace_character(loops):
    for _ in range(loops):
        SENTENCE.replace(" ", "_")


@benchmark
def find(loops):
    for _ in range(loops):
        SENTENCE.find("dog;")


@benchmark
def find_absent(loops):
    for _ in range(loops):
        SENTENCE.find("doge")


@benchmark
def contains_character(loops):
    for _ in range(loops):
        "x" in "abcdefgh"


@benchmark
def count(loops):
    for _ in range(loops):
        SENTENCE.count("o")


@benchmark
def translate(loops):
    table = str.maketrans("abcdef", "ABCDEF")
    for _ in range(loops):
        SENTENCE.translate(table)


@benchmark
def strip(loops):
    for _ in range(loops):
        "   some text \n".strip()


@benchmark
def startswith(loops):
    for _ in range(loops):
        SENTENCE.startswith("the quick")


@benchmark
def endswith_tuple(loops):
    for _ in range(loops):
        "picture.jpeg".endswith((".png", ".gif", ".jpeg"))


@benchmark
def lower(loops):
    for _ in range(loops):
        SENTENCE.lower()


@benchmark
def upper_unicode(loops):
    for _ in range(loops):
        UNICODE.upper()


@benchmark
def title(loops):
    for _ in range(loops):
        SENTENCE.title()


@benchmark
def isdigit(loops):
    for _ in range(loops):
        "1234567890".isdigit()


@benchmark
def isalpha(loops):
    for _ in range(loops):
        "abcdefghijklmnop".isalpha()


@benchmark
def isidentifier(loops):
    for _ in range(loops):
        "some_name".isidentifier()


@benchmark
def pad(loops):
    for _ in range(loops):
        "text".ljust(20), "text".rjust(20), "text".center(20)


@benchmark
def index(loops):
    text = SENTENCE
    for i in range(loops):
        text[i & 127]


@benchmark
def slice_(loops):
    text = SENTENCE
    for _ in range(loops):
        text[10:30]


@benchmark
def slice_reversed(loops):
    text = SENTENCE
    for _ in range(loops):
        text[::-1]


@benchmark
def concatenate(loops):
    a, b = "some text", "other text"
    for _ in range(loops):
        a + b


@benchmark
def append_in_loop(loops):
    for _ in range(loops):
        text = ""
        for _ in range(200):
            text += "abc"


@benchmark
def repeat(loops):
    for _ in range(loops):
        "-" * 60


@benchmark
def equal(loops):
    a, b = "some longer text here" + "x" * (loops > 0), "some longer text herex"
    for _ in range(loops):
        a == b


@benchmark
def less(loops):
    a, b = "some longer text here", "some longer text there"
    for _ in range(loops):
        a < b


@benchmark
def iterate(loops):
    for _ in range(loops):
        for c in SENTENCE:
            pass


@benchmark
def hash_new(loops):
    text = SENTENCE[:40]
    for _ in range(loops):
        hash(text[1:])


@benchmark
def encode_ascii(loops):
    for _ in range(loops):
        SENTENCE.encode()


@benchmark
def encode_unicode(loops):
    for _ in range(loops):
        UNICODE.encode("utf-8")


@benchmark
def ord_chr(loops):
    for _ in range(loops):
        chr(ord("q"))


@benchmark
def repr_(loops):
    for _ in range(loops):
        repr(SENTENCE)


@benchmark
def expandtabs(loops):
    for _ in range(loops):
        "a\tbc\tdef\tghij\tklmno".expandtabs()


@benchmark
def removeprefix(loops):
    for _ in range(loops):
        "test_something".removeprefix("test_")
