# needs: pygments
"""pygments: several lexers and formatters over real sources."""
import hashlib
import os
import textwrap

import pygments
from pygments.formatters import HtmlFormatter, LatexFormatter, RawTokenFormatter, TerminalFormatter
from pygments.lexers import get_lexer_by_name, get_lexer_for_filename, guess_lexer

source = open(textwrap.__file__).read()
html = pygments.highlight(source, get_lexer_for_filename("textwrap.py"), HtmlFormatter(linenos=True, full=True, title="textwrap"))
print(len(html), hashlib.sha256(html.encode()).hexdigest())
print(pygments.highlight("def f(x: int = 3) -> str:\n    return f'{x!r:>{4}} \\n'  # comment\n", get_lexer_by_name("python"), HtmlFormatter()))
samples = {
    "c": "#include <stdio.h>\nint main(void) { printf(\"%d\\n\", 0x1F); return 0; } /* end */\n",
    "json": '{"a": [1, 2.5e3, true, null], "b": "\\u00e9"}\n',
    "html": "<!DOCTYPE html><p class=\"x\">text &amp; <script>var a = 1;</script></p>\n",
    "sql": "SELECT a, count(*) FROM t WHERE b = 'x' GROUP BY a -- done\n",
    "bash": "for f in *.txt; do echo \"${f%.txt}\" | wc -l; done\n",
    "diff": "--- a\n+++ b\n@@ -1 +1 @@\n-old\n+new\n",
    "yaml": "key: value\nlist:\n  - 1\n  - *ref\n",
    "rst": "Title\n=====\n\n*emphasis* and ``code``::\n\n    literal\n",
}
for name, text in samples.items():
    lexer = get_lexer_by_name(name)
    print(name, lexer.name, pygments.highlight(text, lexer, RawTokenFormatter()).decode())
    print(pygments.highlight(text, lexer, TerminalFormatter()))
print(pygments.highlight(samples["c"], get_lexer_by_name("c"), LatexFormatter()))
print(guess_lexer("#!/usr/bin/python3\nimport os\n").name, HtmlFormatter(style="monokai").get_style_defs(".x")[:200])
