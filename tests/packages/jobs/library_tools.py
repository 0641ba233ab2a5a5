"""The library's tools as programs: unittest, doctest, json.tool, compileall, zipapp, venv, timeit, pydoc, tokenize, ast, http.server."""
import os
import re
import subprocess
import sys


def tool(*arguments, text=None, program=sys.executable, show=True):
    done = subprocess.run([program, *arguments], input=text, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    output = re.sub(r"\d+\.\d+s", "...s", done.stdout).replace(os.getcwd(), "HERE")
    print("$", *(os.path.basename(a) for a in arguments), "->", done.returncode)
    if show:
        print(output)
    return output


with open("module.py", "w") as file:
    file.write('''"""A module.

>>> double(4)
8
>>> double("ab")
'abab'
>>> double(None)
0
"""
def double(x):
    """Twice x."""
    return x * 2

class Thing:
    """A thing with a method."""
    def method(self, a, *, b=3) -> int:
        """Does it."""
        return a + b

if __name__ == "__main__":
    import sys
    print("main", sys.argv[1:], double(21))
''')
with open("test_module.py", "w") as file:
    file.write('''import unittest, module
class T(unittest.TestCase):
    def test_ok(self): self.assertEqual(module.double(2), 4)
    def test_bad(self): self.assertEqual(module.double([1]), [1, 2])
    def test_sub(self):
        for i in range(3):
            with self.subTest(i=i): self.assertNotEqual(i, 1)
    @unittest.skip("why")
    def test_skip(self): pass
    @unittest.expectedFailure
    def test_expected(self): self.fail()
    def test_error(self): module.nothing
if __name__ == "__main__": unittest.main()
''')
tool("-m", "unittest", "-v", "test_module")
tool("-m", "unittest", "discover", "-f")
tool("-m", "doctest", "module.py")
tool("-m", "json.tool", "--sort-keys", "--indent", "2", text='{"b": [1, {"c": null}], "a": "\\u00e9"}')
tool("-m", "json.tool", text="{bad}")
tool("-m", "compileall", "-q", "-f", ".")
print(sorted(re.sub(r"\.[a-z]+-3\d+", "", n) for n in os.listdir("__pycache__")))
tool("-m", "py_compile", "missing.py")
tool("-m", "tokenize", "module.py")
with open("expression.py", "w") as file:
    file.write("x = [a + 1 for a in (1, 2.5, 'c') if a] or {**y, 'k': lambda: None}\n")
tool("-m", "ast", "expression.py")
tool("-m", "pydoc", "module")
tool("-m", "timeit", "-n", "10", "-r", "2", "sum(range(10))", show=False)
tool("-m", "calendar", "2024", "2")
tool("-m", "textwrap", show=False)
tool("-m", "base64", "-e", "module.py")
tool("-m", "inspect", "module:double")
os.mkdir("app")
with open("app/__main__.py", "w") as file:
    file.write("import helper, sys; print('zip', helper.value, sys.argv[1:], __name__)\n")
with open("app/helper.py", "w") as file:
    file.write("value = 42\n")
tool("-m", "zipapp", "app", "-o", "app.pyz", "-c")
tool("app.pyz", "x", "y")
tool("-m", "zipfile", "-l", "app.pyz", show=False)
tool("-m", "tarfile", "-c", "app.tar", "app")
tool("-m", "tarfile", "-l", "app.tar")
tool("-m", "venv", "--without-pip", "env")
tool("-c", "import sys; print(sys.prefix != sys.base_prefix, sys.prefix.endswith('env'), any('site-packages' in p for p in sys.path))",
     program=os.path.join("env", "bin", "python"))
tool("-m", "module", "argument")
tool("-W", "error", "-c", "import warnings; warnings.warn('x')")

import http.server, threading, urllib.request, urllib.error


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Quiet)
threading.Thread(target=server.serve_forever, daemon=True).start()
base = f"http://127.0.0.1:{server.server_port}/"
with urllib.request.urlopen(base + "module.py") as response:
    print(response.status, response.headers["Content-Type"], len(response.read()))
print("app/" in urllib.request.urlopen(base).read().decode())
try:
    urllib.request.urlopen(base + "none")
except urllib.error.HTTPError as e:
    print(e.code, e.reason)
server.shutdown()
server.server_close()
