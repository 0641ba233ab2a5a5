import re

TEXT = "The quick brown fox jumps over the lazy dog 12345 times; mail fox@example.com or dog@example.org. " * 20
LOG = '127.0.0.1 - - [10/Oct/2000:13:55:36 -0700] "GET /index.html HTTP/1.0" 200 2326'
WORD = re.compile(r"\w+")
LITERAL = re.compile(r"lazy cat")
MAIL = re.compile(r"[\w.]+@[\w.]+")
LINE = re.compile(r'(\S+) \S+ \S+ \[([^]]+)\] "(\w+) (\S+) [^"]*" (\d+) (\d+)')
NAMED = re.compile(r"(?P<key>\w+)=(?P<value>[^;]*);?")
CHOICE = re.compile(r"dog|fox|cat|bird")
LAZY = re.compile(r"<.*?>")
TOKEN = re.compile(r"\s*(?:(\d+)|(\w+)|(.))")
IGNORE = re.compile(r"LAZY", re.IGNORECASE)
BYTES = re.compile(rb"\d+")


@benchmark
def match_short(loops):
    for _ in range(loops):
        WORD.match("abc")


@benchmark
def match_fails(loops):
    for _ in range(loops):
        WORD.match("   ")


@benchmark
def fullmatch_(loops):
    for _ in range(loops):
        WORD.fullmatch("identifier")


@benchmark
def module_match(loops):
    for _ in range(loops):
        re.match(r"\w+", "abc")


@benchmark
def match_groups(loops):
    for _ in range(loops):
        LINE.match(LOG).groups()


@benchmark
def match_named(loops):
    for _ in range(loops):
        NAMED.match("colour=blue;").groupdict()


@benchmark
def search_literal(loops):
    for _ in range(loops):
        LITERAL.search(TEXT)


@benchmark
def search_ignoring_case(loops):
    for _ in range(loops):
        IGNORE.search(TEXT)


@benchmark
def search_class(loops):
    for _ in range(loops):
        MAIL.search(TEXT)


@benchmark
def findall_words(loops):
    for _ in range(loops):
        WORD.findall(TEXT)


@benchmark
def findall_choice(loops):
    for _ in range(loops):
        CHOICE.findall(TEXT)


@benchmark
def findall_bytes(loops, text=TEXT.encode()):
    for _ in range(loops):
        BYTES.findall(text)


@benchmark
def finditer_tokens(loops):
    for _ in range(loops):
        for match in TOKEN.finditer(TEXT[:400]):
            match.lastindex


@benchmark
def lazy_repeat(loops, text="<a href='x'>some text</a> and <b>more</b> " * 20):
    for _ in range(loops):
        LAZY.findall(text)


@benchmark
def sub_text(loops):
    for _ in range(loops):
        WORD.sub("x", TEXT[:500])


@benchmark
def sub_groups(loops):
    for _ in range(loops):
        NAMED.sub(r"\g<value>=\1;", "a=1;b=2;c=3;")


@benchmark
def sub_function(loops):
    for _ in range(loops):
        WORD.sub(lambda match: match[0].upper(), TEXT[:500])


@benchmark
def split_(loops):
    pattern = re.compile(r"[ ,;.]+")
    for _ in range(loops):
        pattern.split(TEXT)


@benchmark
def escape_(loops):
    for _ in range(loops):
        re.escape("some.text[with]specials")
