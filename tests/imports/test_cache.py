"""The bytecode cache: PEP 3147, 488, 552 and what Typhon promises beyond them."""
import os
import signal
import stat
import struct
import subprocess
import sys
import time
import unittest

from support import BINARY, ENGINES, Case


class Names(Case):
    def test_imported_module_is_cached_under_its_own_tag(self):
        self.write("hello.py", "print('running')")
        self.output("-S", "-c", "import hello")
        self.assertEqual(self.cached(), [f"__pycache__/hello.{self.tag()}.pyc"])
        self.assertRegex(self.tag(), r"^typhon-31[12]$")

    def test_tag_follows_the_library(self):
        self.assertEqual(self.output("-S", "-c", "import sys; print(sys.implementation.cache_tag == 'typhon-%d%d' % sys.version_info[:2])"),
                         "True\n")

    def test_cached_attribute(self):
        self.write("hello.py", "print(__cached__, __file__, sep='\\n')")
        expected = f"{self.pyc('hello')}\n{self.work}/hello.py\n"
        self.assertEqual(self.output("-S", "-c", "import hello"), expected)
        self.assertEqual(self.output("-S", "-c", "import hello"), expected)

    def test_magic_number_is_own_and_told_by_importlib(self):
        self.write("hello.py", "")
        magic = self.output("-S", "-c", "import hello, importlib.util as u; print(u.MAGIC_NUMBER.hex())").strip()
        data = self.pyc("hello").read_bytes()
        self.assertEqual(data[:4].hex(), magic)
        self.assertEqual(data[2:4], b"\r\n")
        self.assertNotIn(int.from_bytes(data[:2], "little"), range(3390, 3700), "a number of CPython's")

    def test_script_is_not_cached(self):
        script = self.write("script.py", "print(__cached__)")
        self.assertEqual(self.output("-S", script), "None\n")
        self.assertEqual(self.cached(), [])

    def test_module_run_with_m_is_cached(self):
        self.write("script.py", "print(__cached__)")
        self.assertEqual(self.output("-m", "script"), f"{self.pyc('script')}\n")
        self.assertTrue(self.pyc("script").exists())

    def test_package(self):
        self.write("pack/__init__.py", "")
        self.write("pack/part.py", "")
        self.output("-S", "-c", "import pack.part")
        self.assertEqual(self.cached("pack/__pycache__/*"),
                         [f"pack/__pycache__/__init__.{self.tag()}.pyc", f"pack/__pycache__/part.{self.tag()}.pyc"])

    def test_optimisation_levels_have_files_of_their_own(self):
        self.write("hello.py", "'doc'\nassert print('asserting') is None\nprint(__doc__)")
        self.assertEqual(self.output("-S", "-c", "import hello"), "asserting\ndoc\n")
        self.assertEqual(self.output("-S", "-O", "-c", "import hello"), "doc\n")
        self.assertEqual(self.output("-S", "-OO", "-c", "import hello"), "None\n")
        self.assertEqual(self.cached(), [f"__pycache__/hello.{self.tag()}{o}.pyc" for o in (".opt-1", ".opt-2", "")])
        for flag, expected in (("-OO", "None\n"), ("-O", "doc\n")):
            self.assertEqual(self.output("-S", flag, "-c", "import hello"), expected)

    def test_failing_module_is_cached_and_one_with_a_syntax_error_is_not(self):
        self.write("fails.py", "1/0")
        self.write("wrong.py", "def")
        self.assertEqual(self.run_typhon("-S", "-c", "import fails").status, 1)
        self.assertEqual(self.run_typhon("-S", "-c", "import wrong").status, 1)
        self.assertEqual(self.cached(), [f"__pycache__/fails.{self.tag()}.pyc"])


class Header(Case):
    def test_header_is_as_pep_552_says(self):
        source = self.write("hello.py", "x = 1")
        self.output("-S", "-c", "import hello")
        flags, modified, size = struct.unpack("<III", self.pyc("hello").read_bytes()[4:16])
        self.assertEqual((flags, modified, size), (0, int(source.stat().st_mtime), source.stat().st_size))

    def test_mode_is_the_sources_and_writable(self):
        source = self.write("hello.py", "")
        source.chmod(0o444)
        self.output("-S", "-c", "import hello", preexec_fn=lambda: os.umask(0))
        self.assertEqual(stat.S_IMODE(self.pyc("hello").stat().st_mode), 0o644)

    def test_bytes_are_reproducible(self):
        self.write("hello.py", """
            import sys
            s = {'a', 'b', 'c', 1, 2.5, (3, 'x')}
            def f(x, *, y=3): return x in {'red', 'green', 'blue'} and [z for z in range(10)]
            class C:
                'doc'
                def m(self): return lambda: self.a + 1j
            """)
        seen = set()
        for seed in ("0", "1", "2", "random"):
            for engine in ENGINES:
                self.output("-S", "-c", "import hello", engine=engine, env={"PYTHONHASHSEED": seed})
                seen.add(self.pyc("hello").read_bytes())
                self.pyc("hello").unlink()
        self.assertEqual(len(seen), 1)

    def test_bytes_do_not_depend_on_what_ran_before(self):
        self.write("hello.py", "def f(): return 'a' + 'b' * 2\ndef g(): return f()\nprint(f())")
        self.output("-S", "-c", "import hello")
        first = self.pyc("hello").read_bytes()
        again = self.output("-S", "-c", """if True:
            import hello, marshal, importlib._bootstrap_external as e
            hello.g()
            code = hello.__loader__.get_code('hello')
            print(marshal.dumps(code).hex())""").splitlines()[-1]
        self.assertEqual(first[16:].hex(), again)


class Freshness(Case):
    def value(self, *flags, **options):
        return self.output("-S", *flags, "-c", "import hello; print(hello.x)", **options).strip()

    def test_unchanged_source_is_not_compiled_again(self):
        source = self.write("hello.py", "x = 1")
        self.value()
        before = self.pyc("hello").stat()
        # Other code of the same size and time: only a cached run still gives 1.
        times = source.stat().st_mtime_ns
        source.write_text("x = 2")
        os.utime(source, ns=(times, times))
        self.assertEqual(self.value(), "1")
        after = self.pyc("hello").stat()
        self.assertEqual((before.st_ino, before.st_mtime_ns), (after.st_ino, after.st_mtime_ns))

    def test_changed_time_or_size_recompiles(self):
        self.write("hello.py", "x = 1")
        self.value()
        self.write("hello.py", "x = 2", age=8)
        self.assertEqual(self.value(), "2")
        source = self.write("hello.py", "x = 33")
        self.assertEqual(self.value(), "33")
        self.age(source, 100)
        self.assertEqual(self.value(), "33")
        self.assertEqual(struct.unpack("<I", self.pyc("hello").read_bytes()[8:12])[0], int(source.stat().st_mtime))

    def test_edit_within_the_same_second_is_never_missed(self):
        source = self.write("hello.py", "x = 1", age=0)
        for value in range(2, 8):
            self.value()
            text = f"x = {value}"
            source.write_text(text)
            self.assertEqual(self.value(), str(value))

    def test_edit_within_the_same_second_after_py_compile(self):
        source = self.write("hello.py", "x = 1", age=0)
        self.output("-m", "py_compile", source)
        second = int(source.stat().st_mtime)
        source.write_text("x = 2")
        os.utime(source, (second + 0.999, second + 0.999))
        self.assertEqual(self.value(), "2")

    def test_fresh_file_is_believed_when_the_source_is_the_same(self):
        self.write("hello.py", "x = 1", age=0)
        self.value()
        before = self.pyc("hello").stat().st_mtime_ns
        self.assertEqual(self.value(), "1")
        self.assertEqual(self.pyc("hello").stat().st_mtime_ns, before, "compiled again without need")

    def test_orphan_in_pycache_is_ignored_and_one_beside_the_source_is_used(self):
        source = self.write("hello.py", "x = 1")
        self.value()
        source.unlink()
        result = self.run_typhon("-S", "-c", "import hello")
        self.assertIn("ModuleNotFoundError: No module named 'hello'", result.err)
        os.rename(self.pyc("hello"), self.work / "hello.pyc")
        self.assertEqual(self.value(), "1")
        self.assertEqual(self.output("-S", "-c", "import hello; print(type(hello.__loader__).__name__)"), "SourcelessFileLoader\n")


class Options(Case):
    def setUp(self):
        super().setUp()
        self.write("hello.py", "x = 1")

    def test_B(self):
        self.output("-S", "-B", "-c", "import hello, sys; print(sys.dont_write_bytecode)")
        self.assertEqual(self.cached(), [])
        self.assertFalse(self.cache.exists(), "the library is not cached either")

    def test_PYTHONDONTWRITEBYTECODE(self):
        self.output("-S", "-c", "import hello", env={"PYTHONDONTWRITEBYTECODE": "1"})
        self.assertEqual(self.cached(), [])
        self.output("-S", "-c", "import hello", env={"PYTHONDONTWRITEBYTECODE": ""})
        self.assertEqual(len(self.cached()), 1, "empty means not set")
        self.pyc("hello").unlink()
        self.output("-S", "-E", "-c", "import hello", env={"PYTHONDONTWRITEBYTECODE": "1"})
        self.assertEqual(len(self.cached()), 1, "-E")

    def test_sys_dont_write_bytecode_counts_while_running(self):
        self.output("-S", "-c", "import sys; sys.dont_write_bytecode = True; import hello")
        self.assertEqual(self.cached(), [])

    def test_PYTHONPYCACHEPREFIX(self):
        for setting in ({"env": {"PYTHONPYCACHEPREFIX": str(self.folder / "tree")}}, {"flags": ("-X", f"pycache_prefix={self.folder}/tree")}):
            out = self.output("-S", *setting.get("flags", ()), "-c", "import hello, sys; print(sys.pycache_prefix, hello.__cached__)",
                              env=setting.get("env"))
            expected = f"{self.folder}/tree{self.work}/hello.{self.tag()}.pyc"
            self.assertEqual(out, f"{self.folder}/tree {expected}\n")
            self.assertTrue(os.path.exists(expected))
            self.assertEqual(self.cached(), [])
            os.unlink(expected)

    def test_verbose_tells_what_happens(self):
        result = self.run_typhon("-S", "-v", "-c", "import hello")
        self.assertIn(f"# code object from {self.work}/hello.py\n", result.err)
        self.assertIn(f"# created '{self.pyc('hello')}'\n", result.err)
        result = self.run_typhon("-S", "-v", "-c", "import hello")
        self.assertIn(f"# {self.pyc('hello')} matches {self.work}/hello.py\n", result.err)
        self.assertIn(f"# code object from '{self.pyc('hello')}'\n", result.err)
        self.assertIn("import 'hello' # <_frozen_importlib_external.SourceFileLoader object at ", result.err)


class HashBased(Case):
    def compile(self, mode):
        self.output("-c", f"import py_compile; py_compile.compile('hello.py', invalidation_mode=py_compile.PycInvalidationMode.{mode})")

    def value(self, *flags):
        return self.output("-S", *flags, "-c", "import hello; print(hello.x)").strip()

    def test_checked(self):
        source = self.write("hello.py", "x = 1")
        self.compile("CHECKED_HASH")
        self.assertEqual(struct.unpack("<I", self.pyc("hello").read_bytes()[4:8])[0], 3)
        self.age(source, 1000)
        before = self.pyc("hello").stat().st_mtime_ns
        self.assertEqual(self.value(), "1")
        self.assertEqual(self.pyc("hello").stat().st_mtime_ns, before, "the time of the source does not matter")
        self.write("hello.py", "x = 2")
        self.assertEqual(self.value("--check-hash-based-pycs", "never"), "1")
        self.assertEqual(self.value(), "2")
        self.assertEqual(struct.unpack("<I", self.pyc("hello").read_bytes()[4:8])[0], 3, "written again as it was")
        self.assertEqual(self.value(), "2")

    def test_unchecked(self):
        self.write("hello.py", "x = 1")
        self.compile("UNCHECKED_HASH")
        self.assertEqual(struct.unpack("<I", self.pyc("hello").read_bytes()[4:8])[0], 1)
        self.write("hello.py", "x = 2")
        self.assertEqual(self.value(), "1")
        self.assertEqual(self.value("--check-hash-based-pycs", "always"), "2")
        self.assertEqual(struct.unpack("<I", self.pyc("hello").read_bytes()[4:8])[0], 1)

    def test_hash_is_importlibs(self):
        source = self.write("hello.py", "x = 1")
        self.compile("CHECKED_HASH")
        expected = self.output("-c", "import importlib.util as u; print(u.source_hash(open('hello.py', 'rb').read()).hex())").strip()
        self.assertEqual(self.pyc("hello").read_bytes()[8:16].hex(), expected)


class Tools(Case):
    def test_py_compile(self):
        source = self.write("hello.py", "x = 1")
        self.output("-m", "py_compile", source)
        self.assertTrue(self.pyc("hello").exists())
        before = self.pyc("hello").stat().st_mtime_ns
        self.assertEqual(self.output("-S", "-c", "import hello; print(hello.x)"), "1\n")
        self.assertEqual(self.pyc("hello").stat().st_mtime_ns, before)

    def test_compileall(self):
        self.write("pack/__init__.py", "")
        self.write("pack/a.py", "x = 1")
        self.write("pack/bad.py", "x =")
        result = self.run_typhon("-m", "compileall", "-q", "pack")
        self.assertEqual(result.status, 1)
        self.assertIn("SyntaxError: invalid syntax", result.out)
        self.assertEqual(self.cached("pack/__pycache__/*"),
                         [f"pack/__pycache__/{name}.{self.tag()}.pyc" for name in ("__init__", "a")])

    def test_pyc_as_the_script(self):
        self.write("hello.py", "print(__name__, 'ran')")
        self.output("-m", "py_compile", "hello.py")
        self.assertEqual(self.output(self.pyc("hello")), "__main__ ran\n")


class Damage(Case):
    """Whatever lies in __pycache__: the module is compiled again and the file replaced, or there is a Python error; never a signal."""

    def setUp(self):
        super().setUp()
        self.source = self.write("hello.py", """
            import sys
            def f(x, y=(1, 2), *rest, key=None):
                try:
                    return [x * i for i in y] + list(rest)
                except TypeError as e:
                    return e
            class C:
                'doc'
                z = {'a': 1.5, b'b': 2j, 3: None}
                def method(self): return f(self.z)
            print(f(2), C().method().__class__.__name__)
            """)
        self.good = self.output("-S", "-c", "import hello")
        self.data = self.pyc("hello").read_bytes()

    def import_with(self, data):
        self.pyc("hello").write_bytes(data)
        return self.run_typhon("-S", "-c", "import hello")

    def check_healed(self, data):
        result = self.import_with(data)
        self.assertEqual((result.status, result.out), (0, self.good), result)
        self.assertEqual(self.pyc("hello").read_bytes(), self.data, "not replaced")

    def test_truncated(self):
        for length in [0, 1, 3, 4, 8, 15, 16, 17, 20, 30, len(self.data) // 2, len(self.data) - 1]:
            self.check_healed(self.data[:length])

    def test_foreign(self):
        self.check_healed(struct.pack("<H", 3531) + b"\r\n" + self.data[4:])
        self.check_healed(b"\x7fELF" + self.data[4:])
        self.check_healed(self.data[:4] + struct.pack("<I", 4) + self.data[8:])
        self.check_healed(self.data[:16] + b"N")
        self.check_healed(self.data[:16] + b"i\1\0\0\0")

    def test_flipped_bits(self):
        step = max(1, (len(self.data) - 16) // 40)
        for at in range(16, len(self.data), step):
            bad = bytearray(self.data)
            bad[at] ^= 1 << at % 8
            self.check_healed(bytes(bad))

    def test_random_bytes(self):
        import random
        generator = random.Random(5)
        for _ in range(10):
            self.check_healed(self.data[:16] + generator.randbytes(generator.randrange(1, 500)))

    def test_in_the_way(self):
        # __pycache__ is a file; the cache file is a folder; a link to nowhere.
        self.pyc("hello").unlink()
        self.pyc("hello").mkdir()
        result = self.run_typhon("-S", "-c", "import hello")
        self.assertEqual((result.status, result.out), (0, self.good), result)
        self.pyc("hello").rmdir()
        self.pyc("hello").symlink_to("/nonexistent/file")
        result = self.run_typhon("-S", "-c", "import hello")
        self.assertEqual((result.status, result.out), (0, self.good), result)
        self.pyc("hello").unlink()
        (self.work / "__pycache__").rmdir()
        (self.work / "__pycache__").write_text("a file")
        result = self.run_typhon("-S", "-c", "import hello")
        self.assertEqual((result.status, result.out), (0, self.good), result)

    def test_sourceless_damage_is_an_error(self):
        self.source.unlink()
        for data in (self.data[:10], self.data[:40], b"", self.data[:16] + b"N", self.data[:100] + b"\xff" + self.data[101:]):
            (self.work / "hello.pyc").write_bytes(data)
            result = self.run_typhon("-S", "-c", "import hello")
            self.assertEqual(result.status, 1, result)
            self.assertRegex(result.err.splitlines()[-1], "^(ImportError|EOFError|ValueError|TypeError): ")


def seal(body):
    """Puts the right digest in front of a code object's image that was changed by hand (frontend/bytecode/serialise.cpp)."""
    mask = (1 << 64) - 1
    first, second = 0x9e3779b97f4a7c15, 0xd6e8feb86659fd93

    def mix(a, b):
        product = a * b
        return (product & mask) ^ (product >> 64)
    state = len(body) ^ first
    whole = len(body) // 16 * 16
    for at in range(0, whole, 16):
        a, b = struct.unpack_from("<QQ", body, at)
        state = mix(a ^ first ^ state, b ^ second)
    a, b = struct.unpack("<QQ", body[whole:].ljust(16, b"\0"))
    return struct.pack("<Q", mix(a ^ second ^ state, b ^ first)) + body


class Hostile(Case):
    """Files with the right digest and wrong contents: an error or a recompile, never a signal."""

    def test_every_part_changed(self):
        self.write("hello.py", """
            def f(x, y=(1, 2), *rest, key=None):
                try:
                    return [x * i for i in y] + list(rest)
                except TypeError as e:
                    return e
            class C:
                z = {'a': 1.5}
                def method(self): return f(self.z)
            def g(n):
                for i in range(n):
                    yield lambda: i
            f(2), C().method(), [h() for h in g(3)]
            """)
        self.output("-S", "-c", "import hello")
        path = self.pyc("hello")
        data = path.read_bytes()
        head, body = data[:21], data[29:]  # header, type code and length; the digest; the rest
        self.assertEqual(seal(body), data[21:], "the digest in this test is not Typhon's")
        # One process tries many files: each import must end in success or in an exception.
        tries = []
        for at in range(len(body)):
            changed = bytearray(body)
            changed[at] ^= (0x01, 0x80, 0xff, 0x10)[at % 4]
            tries.append(head + seal(bytes(changed)))
        folder = self.folder / "tries"
        folder.mkdir()
        for number, content in enumerate(tries):
            (folder / f"try{number}.pyc").write_bytes(content)
        program = """if True:
            import sys, _signal, importlib.machinery as m, importlib.util as u
            # Changed code may loop for ever; that is no crime.
            def stop(*_): raise TimeoutError
            _signal.signal(_signal.SIGALRM, stop)
            outcomes = {}
            for name in range(int(sys.argv[2])):
                _signal.alarm(5)
                loader = m.SourcelessFileLoader(f'try{name}', f'{sys.argv[1]}/try{name}.pyc')
                try:
                    module = u.module_from_spec(u.spec_from_loader(loader.name, loader))
                    loader.exec_module(module)
                    for function in (module.f, module.g):
                        function(3)
                except Exception as e:
                    outcomes[type(e).__name__] = outcomes.get(type(e).__name__, 0) + 1
                else:
                    outcomes['fine'] = outcomes.get('fine', 0) + 1
            print(sum(outcomes.values()), 'ValueError' in outcomes)"""
        for engine in ENGINES:
            self.assertEqual(self.output("-S", "-c", program, folder, len(tries), engine=engine, timeout=300), f"{len(tries)} True\n")


class Writing(Case):
    def test_killed_at_any_moment(self):
        self.write("hello.py", "x = {}\n" + "".join(f"def f{i}(a, b): return a + b * {i}\n" for i in range(800)) + "print('end')\n")
        deadline = 0.0
        for attempt in range(25):
            process = subprocess.Popen([BINARY, "-S", "-c", "import hello"], cwd=self.work, stdout=subprocess.PIPE,
                                       env={"PATH": os.environ["PATH"], "XDG_CACHE_HOME": str(self.cache)})
            time.sleep(0.004 * attempt)
            process.kill()
            process.communicate()
            if self.pyc("hello").exists():
                # Whatever is there under the final name is whole.
                before = self.pyc("hello").read_bytes()
                self.assertEqual(self.output("-S", "-c", "import hello"), "end\n")
                self.assertEqual(self.pyc("hello").read_bytes(), before)
                self.pyc("hello").unlink()
        self.assertEqual(self.output("-S", "-c", "import hello"), "end\n")

    def test_no_space(self):
        # A limit on the size of files stands in for a full disk: writing fails at every possible length.
        self.write("hello.py", "".join(f"def f{i}(a, b): return a + b * {i}\n" for i in range(100)) + "print('end')\n")
        self.output("-S", "-c", "import hello")
        whole = self.pyc("hello").read_bytes()
        import resource
        for limit in (0, 1, 16, 100, len(whole) - 1):
            self.pyc("hello").unlink(missing_ok=True)

            def few_bytes():
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            result = self.run_typhon("-S", "-c", "import hello", preexec_fn=few_bytes)
            self.assertEqual((result.status, result.out), (0, "end\n"), result)
            self.assertEqual(self.cached(), [], "nothing is left behind")
        self.output("-S", "-c", "import hello")
        self.assertEqual(self.pyc("hello").read_bytes(), whole)

    def test_concurrent_processes(self):
        self.write("hello.py", "".join(f"def f{i}(a, b): return a + b * {i}\n" for i in range(300)) + "print('end')\n")
        environment = {"PATH": os.environ["PATH"], "XDG_CACHE_HOME": str(self.cache)}
        processes = [subprocess.Popen([BINARY, f"--backend={ENGINES[i % len(ENGINES)]}", "-S", "-c", "import hello"], cwd=self.work,
                                      stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) for i in range(8)]
        for process in processes:
            self.assertEqual(process.communicate(), (b"end\n", b""))
        self.assertEqual(self.cached(), [f"__pycache__/hello.{self.tag()}.pyc"], "temporary files are left")

    def test_one_cache_for_all_engines(self):
        self.write("hello.py", "def f(): return sum(i for i in range(5))\nprint(f())")
        stamps = set()
        for engine in ENGINES + ENGINES:
            self.assertEqual(self.output("-S", "-c", "import hello", engine=engine), "10\n")
            stamps.add((self.pyc("hello").stat().st_ino, self.pyc("hello").stat().st_mtime_ns))
        self.assertEqual(len(stamps), 1)

    def test_source_that_changes_while_it_is_compiled_is_seen_next_time(self):
        self.write("hello.py", "import os, time\nos.utime(__file__, (1, 1))\nx = 1")
        self.output("-S", "-c", "import hello")
        self.write("hello.py", "x = 2")
        self.assertEqual(self.output("-S", "-c", "import hello; print(hello.x)"), "2\n")


class UserCache(Case):
    def test_library_is_cached_for_the_user_and_never_beside_itself(self):
        library = self.output("-S", "-c", "import sys; print(sys._stdlib_dir)").strip()
        before = sorted(os.listdir(library + "/__pycache__")) if os.path.isdir(library + "/__pycache__") else None
        self.output("-S", "-c", "import stat")
        self.assertTrue((self.cache / "typhon").joinpath(library[1:], f"stat.{self.tag()}.pyc").exists())
        after = sorted(os.listdir(library + "/__pycache__")) if os.path.isdir(library + "/__pycache__") else None
        self.assertEqual(before, after)

    @unittest.skipIf(os.geteuid() == 0, "root may write everywhere")
    def test_read_only_folder(self):
        self.write("hello.py", "x = 1")
        self.work.chmod(0o555)
        self.addCleanup(self.work.chmod, 0o755)
        self.output("-S", "-c", "import hello")
        self.assertEqual(self.cached(), [])
        self.assertTrue((self.cache / "typhon").joinpath(str(self.work)[1:], f"hello.{self.tag()}.pyc").exists())

    def test_folder_that_takes_no_pycache(self):
        self.write("hello.py", "x = 1")
        (self.work / "__pycache__").write_text("in the way")
        self.output("-S", "-c", "import hello")
        own = (self.cache / "typhon").joinpath(str(self.work)[1:], f"hello.{self.tag()}.pyc")
        stamp = own.stat().st_mtime_ns
        self.assertEqual(self.output("-S", "-c", "import hello; print(hello.x)"), "1\n")
        self.assertEqual(own.stat().st_mtime_ns, stamp)

    def test_folder_that_others_may_write_is_not_used(self):
        root = self.cache / "typhon"
        root.mkdir(parents=True)
        root.chmod(0o777)
        self.output("-S", "-c", "import stat")
        self.assertEqual(list(root.iterdir()), [])

    def test_without_a_home(self):
        self.write("hello.py", "x = 1")
        process = subprocess.run([BINARY, "-c", "import stat, hello; print(hello.x)"], cwd=self.work, env={"PATH": os.environ["PATH"]},
                                 capture_output=True, text=True)
        self.assertEqual((process.returncode, process.stdout), (0, "1\n"), process.stderr)

    def test_library_module_heals(self):
        self.output("-S", "-c", "import stat")
        for path in (self.cache / "typhon").rglob("*.pyc"):
            path.write_bytes(path.read_bytes()[:-5])
        self.assertEqual(self.output("-S", "-c", "import stat; print(stat.S_ISDIR(0o40000))"), "True\n")


if __name__ == "__main__":
    unittest.main()
