"""What the tests of the import system share: running Typhon in a folder of its own, with a cache folder of its own.

The tests are run by any python3 from the folder of the tree: python3 -m unittest discover -s tests/imports. TYPHON_BINARY names the
executable (build/release/typhon by default).
"""
import os
import pathlib
import shutil
import subprocess
import tempfile
import textwrap
import time
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.path.abspath(os.environ.get("TYPHON_BINARY", ROOT / "build/release/typhon"))
ENGINES = os.environ.get("TYPHON_ENGINES", "goto,switch").split(",")
LIBRARY_311 = "/usr/lib/python3.11"
# Other libraries to test with where they are installed.
LIBRARIES_312 = [path for path in ("/usr/lib/python3.12", "/usr/local/lib/python3.12",
                                   os.path.expanduser("~/.pyenv/versions/3.12.1/lib/python3.12")) if os.path.isfile(path + "/os.py")]


class Result:
    def __init__(self, process):
        self.status, self.out, self.err = process.returncode, process.stdout, process.stderr

    def __repr__(self):
        return f"status {self.status}\n--- stdout\n{self.out}\n--- stderr\n{self.err}"


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="typhon-imports-")).resolve()
        self.cache = self.folder / "user-cache"
        self.work = self.folder / "work"
        self.work.mkdir()
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def write(self, name, text, age=10):
        """A source file, by default some seconds old so that its times are not in doubt."""
        path = self.work / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text))
        self.age(path, age)
        return path

    def age(self, path, seconds):
        then = time.time() - seconds
        os.utime(path, (then, then))

    def run_typhon(self, *arguments, engine=None, env=None, cwd=None, binary=BINARY, timeout=120, input=None, **options):
        environment = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "XDG_CACHE_HOME": str(self.cache), "LC_ALL": "C.UTF-8"}
        environment.update(env or {})
        command = [binary, *([f"--backend={engine}"] if engine else []), *map(str, arguments)]
        return Result(subprocess.run(command, cwd=cwd or self.work, env=environment, capture_output=True, text=True, input=input,
                                     timeout=timeout, **options))

    def output(self, *arguments, **options):
        """Standard output of a run that must end well."""
        result = self.run_typhon(*arguments, **options)
        self.assertEqual(result.status, 0, result)
        return result.out

    def cached(self, pattern="__pycache__/*"):
        """Cache files below the working folder."""
        return sorted(str(path.relative_to(self.work)) for path in self.work.glob(pattern))

    def tag(self):
        if not hasattr(Case, "_tag"):
            Case._tag = self.output("-S", "-c", "import sys; print(sys.implementation.cache_tag)").strip()
        return Case._tag

    def pyc(self, name, optimize=""):
        return self.work / "__pycache__" / f"{name}.{self.tag()}{optimize}.pyc"
