"""Parts of the library that programs lean on, mostly written in Python."""
import asyncio
import copy
import logging
import random
import string
import textwrap
import threading
from collections import ChainMap, Counter, OrderedDict, defaultdict, deque
from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import PurePath
from queue import Queue
import difflib
import shlex
import statistics
import typing
import urllib.parse
import uuid
import argparse
import configparser
import html
import base64
import io
import tokenize
import ast


@benchmark
def deepcopy_(loops):
    v = {"a": [1, 2, {"b": (3, 4)}], "c": "d"}
    for _ in range(loops // 20 + 1):
        copy.deepcopy(v)


@benchmark
def copy_object(loops):
    class C:
        pass
    c = C()
    c.x = 1
    for _ in range(loops // 10 + 1):
        copy.copy(c)


@benchmark
def strptime_(loops):
    for _ in range(loops // 20 + 1):
        datetime.strptime("03/Feb/2024:10:11:12", "%d/%b/%Y:%H:%M:%S")


@benchmark
def datetime_arithmetic(loops):
    a = datetime(2024, 1, 1)
    d = timedelta(seconds=3)
    for _ in range(loops):
        a = a + d


@benchmark
def datetime_format(loops):
    a = datetime(2024, 1, 1)
    for _ in range(loops // 4 + 1):
        f"{a:%d/%b/%Y:%H:%M:%S}"


@benchmark
def fraction_arithmetic(loops):
    a = Fraction(1, 3)
    b = Fraction(2, 7)
    for _ in range(loops // 8 + 1):
        a * b + a


@benchmark
def random_numbers(loops):
    for _ in range(loops):
        random.random()
        random.randrange(100)


@benchmark
def random_shuffle(loops):
    v = list(range(20))
    for _ in range(loops // 20 + 1):
        random.shuffle(v)
        random.choice(v)


@benchmark
def path_parts(loops):
    for _ in range(loops // 10 + 1):
        (PurePath("/usr/lib") / "python3" / "x.py").suffix


@benchmark
def url_split(loops):
    for _ in range(loops // 10 + 1):
        urllib.parse.parse_qs(urllib.parse.urlsplit("http://host/path?a=1&b=2#c").query)


@benchmark
def template(loops):
    t = string.Template("$a and ${b}")
    for _ in range(loops // 10 + 1):
        t.substitute(a=1, b=2)


@benchmark
def text_wrap(loops):
    text = "the quick brown fox jumps over the lazy dog " * 4
    for _ in range(loops // 100 + 1):
        textwrap.fill(text, 40)


@benchmark
def lock(loops):
    guard = threading.Lock()
    for _ in range(loops):
        with guard:
            pass


@benchmark
def rlock_condition(loops):
    c = threading.Condition()
    for _ in range(loops):
        with c:
            pass


@benchmark
def queue_put_get(loops):
    q = Queue()
    for _ in range(loops // 4 + 1):
        q.put(1)
        q.get()


@benchmark
def logging_disabled(loops):
    log = logging.getLogger("x")
    for _ in range(loops):
        log.debug("x %d", 1)


@benchmark
def logging_format(loops):
    log = logging.getLogger("y")
    log.propagate = False
    log.setLevel(logging.INFO)
    if not log.handlers:
        handler = logging.StreamHandler(io.StringIO())
        handler.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s"))
        log.addHandler(handler)
    for _ in range(loops // 20 + 1):
        log.info("x %d", 1)


@benchmark
def counter_of_generator(loops):
    Counter(i % 10 for i in range(loops))


@benchmark
def counter_most_common(loops):
    c = Counter("the quick brown fox jumps over")
    for _ in range(loops // 20 + 1):
        c.most_common(3)


@benchmark
def defaultdict_append(loops):
    d = defaultdict(list)
    for i in range(loops):
        d[i & 15].append(i)


@benchmark
def ordered_dict(loops):
    d = OrderedDict.fromkeys(range(20))
    for i in range(loops):
        d.move_to_end(i % 20)


@benchmark
def chain_map(loops):
    c = ChainMap({"a": 1}, {"b": 2})
    for _ in range(loops // 4 + 1):
        c["b"]


@benchmark
def deque_rotate(loops):
    d = deque(range(10))
    for _ in range(loops):
        d.append(d.popleft())


@benchmark
def statistics_mean(loops):
    v = [float(i) for i in range(50)]
    for _ in range(loops // 100 + 1):
        statistics.mean(v)
        statistics.pstdev(v)


@benchmark
def diff(loops):
    a = "one two three four five".split()
    b = "one 2 three five six".split()
    for _ in range(loops // 100 + 1):
        list(difflib.unified_diff(a, b))


@benchmark
def shell_words(loops):
    for _ in range(loops // 50 + 1):
        shlex.split("ls -l 'a b' \"c d\" e")


@benchmark
def typing_alias(loops):
    for _ in range(loops // 4 + 1):
        typing.Optional[int]
        list[int]


@benchmark
def uuid_(loops):
    for _ in range(loops // 10 + 1):
        str(uuid.uuid5(uuid.NAMESPACE_DNS, "a"))


@benchmark
def html_escape(loops):
    for _ in range(loops // 2 + 1):
        html.escape("a < b & c > d")


@benchmark
def base64_(loops):
    for _ in range(loops):
        base64.b64decode(base64.b64encode(b"hello world"))


@benchmark
def arguments(loops):
    p = argparse.ArgumentParser()
    p.add_argument("-n", type=int)
    p.add_argument("file", nargs="*")
    for _ in range(loops // 200 + 1):
        p.parse_args(["-n", "3", "a", "b"])


@benchmark
def config(loops):
    for _ in range(loops // 200 + 1):
        c = configparser.ConfigParser()
        c.read_string("[a]\nx = 1\ny = 2\n[b]\nz = %(w)s\nw = 3\n")
        c["b"]["z"]


@benchmark
def tokenize_(loops):
    for _ in range(loops // 200 + 1):
        list(tokenize.generate_tokens(io.StringIO("x = 1 + f(2, 'a')\n").readline))


@benchmark
def ast_walk(loops):
    tree = ast.parse("def f(x):\n    return [y + 1 for y in x if y]\n")
    for _ in range(loops // 100 + 1):
        sum(1 for _ in ast.walk(tree))


@benchmark
def asyncio_tasks(loops):
    async def leaf(i):
        await asyncio.sleep(0)
        return i

    async def main():
        for _ in range(loops // 200 + 1):
            await asyncio.gather(*(leaf(i) for i in range(10)))
    asyncio.run(main())


@benchmark
def asyncio_queue(loops):
    async def main():
        q = asyncio.Queue(4)

        async def produce():
            for i in range(loops // 10 + 1):
                await q.put(i)
            await q.put(None)
        task = asyncio.ensure_future(produce())
        while await q.get() is not None:
            pass
        await task
    asyncio.run(main())
