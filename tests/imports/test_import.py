"""The import statement and importlib: what CPython does, and its words. (TYPHON_BINARY=python3.11 runs these against CPython.)"""
import os
import sys
import unittest
import zipfile

from support import Case


class Statement(Case):
    def check(self, expected, *arguments, **options):
        result = self.run_typhon("-S", *arguments, **options)
        self.assertEqual(result.out + result.err, expected, result)

    def test_circular_attribute(self):
        self.write("one.py", "import two\nvalue = 1")
        self.write("two.py", "import one\nprint(one.value)")
        result = self.run_typhon("-S", "-c", "import one")
        self.assertEqual(result.err.splitlines()[-1],
                         "AttributeError: partially initialized module 'one' has no attribute 'value' (most likely due to a circular import)")

    def test_circular_from(self):
        self.write("one.py", "from two import x\ny = 1")
        self.write("two.py", "from one import y\nx = 1")
        result = self.run_typhon("-S", "-c", "import one")
        self.assertEqual(result.err.splitlines()[-1],
                         "ImportError: cannot import name 'y' from partially initialized module 'one' (most likely due to a circular "
                         f"import) ({self.work}/one.py)")

    def test_circular_submodule(self):
        self.write("pack/__init__.py", "from . import a")
        self.write("pack/a.py", "from . import b")
        self.write("pack/b.py", "import pack.a as a\nfrom pack import a as again\nprint(a is again, a.__name__)")
        self.check("True pack.a\n", "-c", "import pack")

    def test_traceback_has_no_importlib_frames(self):
        self.write("outer.py", "import inner")
        self.write("inner.py", "def f(): return 1 / 0\nf()")
        self.check("Traceback (most recent call last):\n"
                   '  File "<string>", line 1, in <module>\n'
                   f'  File "{self.work}/outer.py", line 1, in <module>\n    import inner\n'
                   f'  File "{self.work}/inner.py", line 2, in <module>\n    f()\n'
                   f'  File "{self.work}/inner.py", line 1, in f\n    def f(): return 1 / 0\n                    ~~^~~\n'
                   "ZeroDivisionError: division by zero\n", "-c", "import outer")

    def test_traceback_of_a_missing_module_and_of_a_syntax_error(self):
        self.write("wrong.py", "x = (1 +\n")
        self.check("Traceback (most recent call last):\n"
                   '  File "<string>", line 1, in <module>\n'
                   "ModuleNotFoundError: No module named 'nosuch'\n", "-c", "import nosuch")
        self.check("Traceback (most recent call last):\n"
                   '  File "<string>", line 1, in <module>\n'
                   f'  File "{self.work}/wrong.py", line 1\n    x = (1 +\n        ^\n'
                   "SyntaxError: '(' was never closed\n", "-c", "import wrong")

    def test_verbose_keeps_importlib_frames(self):
        result = self.run_typhon("-S", "-v", "-c", "import nosuch")
        self.assertIn('  File "<frozen importlib._bootstrap>", line ', result.err)

    def test_error_words(self):
        self.write("plain.py", "")
        self.write("pack/__init__.py", "__all__ = ['x', 5]")
        self.write("blank/__init__.py", "")
        program = """
            import sys
            for text in ("import nosuch", "import plain.part", "import pack.nosuch", "from pack import nosuch", "from plain import nosuch",
                         "from . import x", "from .. import x", "__import__('')", "__import__('plain', level=-1)", "__import__(5)",
                         "__import__('x', globals(), None, (), 1)", "from pack import *", "__import__('blank', fromlist=[5])",
                         "__import__('blank', fromlist=['nosuch']).__name__", "import plain.a.b"):
                try:
                    exec(text, {"__name__": "main"})
                except Exception as e:
                    print(text, "|", type(e).__name__, e, "|", getattr(e, "name", None), getattr(e, "name_from", None))
                else:
                    print(text, "ok")
            sys.modules["stopped"] = None
            try:
                import stopped
            except ImportError as e:
                print(type(e).__name__, e, e.name)
            """
        name = self.write("main.py", program)
        self.check(f"""\
import nosuch | ModuleNotFoundError No module named 'nosuch' | nosuch None
import plain.part | ModuleNotFoundError No module named 'plain.part'; 'plain' is not a package | plain.part None
import pack.nosuch | ModuleNotFoundError No module named 'pack.nosuch' | pack.nosuch None
from pack import nosuch | ImportError cannot import name 'nosuch' from 'pack' ({self.work}/pack/__init__.py) | pack nosuch
from plain import nosuch | ImportError cannot import name 'nosuch' from 'plain' ({self.work}/plain.py) | plain nosuch
from . import x | ImportError attempted relative import with no known parent package | None None
from .. import x | ImportError attempted relative import with no known parent package | None None
__import__('') | ValueError Empty module name | None None
__import__('plain', level=-1) | ValueError level must be >= 0 | None None
__import__(5) | TypeError module name must be a string | None None
__import__('x', globals(), None, (), 1) | ImportError attempted relative import with no known parent package | None None
from pack import * | TypeError Item in pack.__all__ must be str, not int | None None
__import__('blank', fromlist=[5]) | TypeError Item in ``from list'' must be str, not int | None None
__import__('blank', fromlist=['nosuch']).__name__ ok
import plain.a.b | ModuleNotFoundError No module named 'plain.a'; 'plain' is not a package | plain.a None
ModuleNotFoundError import of stopped halted; None in sys.modules stopped
""", name)

    def test_relative(self):
        self.write("pack/__init__.py", "")
        self.write("pack/sub/__init__.py", "")
        self.write("pack/sub/deep.py", "from .. import top\nfrom ..top import name\nfrom . import other\nfrom .other import *\n"
                   "print(top.name, name, other.__name__, star)\ntry:\n    from .... import x\nexcept ImportError as e: print(e)\n"
                   "print(__import__('other', globals(), None, (), 1).__name__, __import__('top', globals(), None, ['x'], 2).__name__)\n"
                   "print(__import__('', globals(), None, (), 2).__name__)")
        self.write("pack/sub/other.py", "star = 1\n_hidden = 2")
        self.write("pack/top.py", "name = 'top'")
        self.check("top top pack.sub.other 1\nattempted relative import beyond top-level package\npack.sub.other pack.top\npack\n",
                   "-c", "import pack.sub.deep")

    def test_import_as_binds_the_submodule(self):
        self.write("a/__init__.py", "")
        self.write("a/b/__init__.py", "")
        self.write("a/b/c.py", "x = 5")
        self.check("5 a.b.c a\n", "-c", "import a.b.c as d; import a.b.c; print(d.x, d.__name__, a.__name__)")

    def test_module_may_replace_itself(self):
        self.write("odd.py", "import sys\nsys.modules[__name__] = 'replaced'")
        self.check("replaced\n", "-c", "import odd; print(odd)")

    def test_failed_import_leaves_no_module(self):
        self.write("pack/__init__.py", "import pack.good\nimport pack.bad")
        self.write("pack/good.py", "")
        self.write("pack/bad.py", "1/0")
        self.check("ZeroDivisionError ['pack.good']\n", "-c",
                   "import sys\ntry: import pack\nexcept Exception as e: print(type(e).__name__, [m for m in sys.modules if m.startswith('pack')])")

    def test_builtins_import_is_what_the_statement_calls(self):
        self.check("['one', 'two.three']\n", "-c",
                   "import builtins\nseen = []\nbuiltins.__import__ = lambda name, *a: seen.append(name) or builtins\n"
                   "import one\nfrom two.three import len\nprint(seen)")
        self.check("ImportError __import__ not found\n", "-c",
                   "import builtins\ndel builtins.__import__\ntry: import os\nexcept ImportError as e: print(type(e).__name__, e)")

    def test_module_attributes(self):
        self.write("pack/__init__.py", "")
        self.write("pack/part.py", "")
        self.write("spaces/deep/part.py", "")
        self.check(f"""\
pack {self.work}/pack/__init__.py pack ['{self.work}/pack'] SourceFileLoader
pack.part {self.work}/pack/part.py pack None SourceFileLoader
spaces None spaces _NamespacePath(['{self.work}/spaces']) NamespaceLoader
spaces.deep None spaces.deep _NamespacePath(['{self.work}/spaces/deep']) NamespaceLoader
errno None  None type
<module 'pack' from '{self.work}/pack/__init__.py'> <module 'errno' (built-in)>
<class '_frozen_importlib.BuiltinImporter'> built-in ModuleSpec
[<class '_frozen_importlib.BuiltinImporter'>, <class '_frozen_importlib.FrozenImporter'>, <class '_frozen_importlib_external.PathFinder'>]
""", "-c", """if True:
            import sys, pack.part, spaces.deep.part, errno
            for m in (pack, pack.part, spaces, spaces.deep, errno):
                print(m.__name__, getattr(m, '__file__', None), m.__package__, getattr(m, '__path__', None), type(m.__loader__).__name__)
            print(pack, errno)
            print(errno.__loader__, errno.__spec__.origin, type(errno.__spec__).__name__)
            print(sys.meta_path)""")


class Finders(Case):
    def test_namespace_package_over_two_entries(self):
        self.write("left/space/one.py", "x = 1")
        self.write("right/space/two.py", "x = 2")
        self.assertEqual(self.output("-S", "-c", "import space.one, space.two; print(space.one.x, space.two.x, len(space.__path__))",
                                     env={"PYTHONPATH": "left:right"}), "1 2 2\n")

    def test_regular_package_wins_over_namespace_and_package_over_module(self):
        self.write("left/thing/part.py", "")
        self.write("right/thing/__init__.py", "x = 'package'")
        self.write("both/__init__.py", "x = 'package'")
        self.write("both.py", "x = 'module'")
        self.assertEqual(self.output("-S", "-c", "import thing, both; print(thing.x, both.x)", env={"PYTHONPATH": "left:right"}),
                         "package package\n")

    def test_zip_file(self):
        with zipfile.ZipFile(self.work / "archive.zip", "w") as z:
            z.writestr("inside.py", "x = 'zipped'\nprint(__file__, __loader__.__class__.__name__)")
            z.writestr("pack/__init__.py", "")
            z.writestr("pack/part.py", "from inside import x")
        self.assertEqual(self.output("-S", "-c", "import sys; sys.path.insert(0, 'archive.zip'); import pack.part; print(pack.part.x)"),
                         f"archive.zip/inside.py zipimporter\nzipped\n")

    def test_meta_path_hook(self):
        self.assertEqual(self.output("-S", "-c", """if True:
            import sys
            from importlib.machinery import ModuleSpec
            class Finder:
                def find_spec(self, name, path=None, target=None):
                    if name.startswith('made'): return ModuleSpec(name, self, is_package=name == 'made')
                def create_module(self, spec): return None
                def exec_module(self, module): module.x = 'from ' + module.__name__
            sys.meta_path.insert(0, Finder())
            import made.up
            print(made.x, made.up.x, made.up.__spec__.parent)"""), "from made from made.up made\n")

    def test_path_hook(self):
        self.assertEqual(self.output("-S", "-c", """if True:
            import sys
            from importlib.machinery import ModuleSpec
            class Finder:
                def __init__(self, path):
                    if path != 'memory:': raise ImportError
                def find_spec(self, name, target=None):
                    if name == 'remembered': return ModuleSpec(name, self)
                def create_module(self, spec): return None
                def exec_module(self, module): module.x = 1
            sys.path_hooks.append(Finder)
            sys.path.append('memory:')
            import remembered
            print(remembered.x, 'memory:' in sys.path_importer_cache)"""), "1 True\n")

    def test_subclass_of_source_loader_keeps_the_librarys_get_code(self):
        self.write("target.txt", "x = 1")
        self.assertEqual(self.output("-S", "-c", """if True:
            import importlib.util as u, importlib.machinery as m
            class Loader(m.SourceFileLoader):
                def get_data(self, path):
                    data = super().get_data(path)
                    return data.replace(b'1', b'2') if path.endswith('.txt') else data
            spec = u.spec_from_file_location('target', 'target.txt', loader=Loader('target', 'target.txt'))
            module = u.module_from_spec(spec)
            spec.loader.exec_module(module)
            print(module.x)"""), "2\n")

    def test_new_files_are_found_after_invalidate_caches(self):
        self.assertEqual(self.output("-S", "-c", """if True:
            import importlib, sys
            try: import later
            except ImportError: pass
            with open('later.py', 'w') as f: f.write('x = 3')
            importlib.invalidate_caches()
            import later
            print(later.x)"""), "3\n")

    def test_reload(self):
        self.write("again.py", "count = globals().get('count', 0) + 1")
        self.assertEqual(self.output("-S", "-c", """if True:
            import importlib, again
            same = importlib.reload(again)
            print(same is again, again.count)
            try: importlib.reload('x')
            except TypeError as e: print(e)"""), "True 2\nreload() argument must be a module\n")

    def test_lazy_submodules(self):
        self.write("pack/__init__.py", """
            def __getattr__(name):
                if name == 'slow':
                    import importlib
                    return importlib.import_module('.slow', __name__)
                raise AttributeError(name)
            """)
        self.write("pack/slow.py", "print('loading')\nx = 1")
        self.assertEqual(self.output("-S", "-c", "import pack; print('start'); print(pack.slow.x, pack.slow.x)"), "start\nloading\n1 1\n")

    def test_lazy_loader(self):
        self.write("slow.py", "print('loading')\nx = 1")
        self.assertEqual(self.output("-S", "-c", """if True:
            import importlib.util as u, sys
            spec = u.find_spec('slow')
            spec.loader = u.LazyLoader(spec.loader)
            module = u.module_from_spec(spec)
            sys.modules['slow'] = module
            spec.loader.exec_module(module)
            print('start')
            print(module.x)"""), "start\nloading\n1\n")


class Running(Case):
    def test_m_package(self):
        self.write("pack/__init__.py", "print('init', __name__)")
        self.write("pack/__main__.py", "import sys\nprint(__name__, __package__, __spec__.name, sys.argv)")
        self.assertEqual(self.output("-m", "pack", "a", "b"),
                         f"init pack\n__main__ pack pack.__main__ ['{self.work}/pack/__main__.py', 'a', 'b']\n")

    def test_m_errors(self):
        self.write("pack/__init__.py", "")
        self.write("fails.py", "1/0")
        for name, words in (("nosuch", "No module named nosuch"),
                            ("pack", "No module named pack.__main__; 'pack' is a package and cannot be directly executed"),
                            ("pack.nosuch", "No module named pack.nosuch")):
            result = self.run_typhon("-m", name)
            self.assertEqual(result.status, 1)
            self.assertTrue(result.err.endswith(f": {words}\n"), result)
        self.assertEqual(self.run_typhon("-m", "fails").err.splitlines()[-1], "ZeroDivisionError: division by zero")

    def test_folder_and_archive_as_the_script(self):
        self.write("app/__main__.py", "import helper, sys\nprint(__name__, helper.x, sys.argv, sys.path[0], __spec__ is not None)")
        self.write("app/helper.py", "x = 1")
        self.assertEqual(self.output("app", "arg"), f"__main__ 1 ['app', 'arg'] {self.work}/app True\n")
        with zipfile.ZipFile(self.work / "app.zip", "w") as z:
            for name in ("__main__.py", "helper.py"):
                z.write(self.work / "app" / name, name)
        self.assertEqual(self.output("app.zip", "arg"), f"__main__ 1 ['app.zip', 'arg'] {self.work}/app.zip True\n")

    def test_folder_without_main(self):
        (self.work / "empty").mkdir()
        result = self.run_typhon("empty")
        self.assertEqual(result.status, 1)
        self.assertTrue(result.err.endswith(f": can't find '__main__' module in '{self.work}/empty'\n"), result)

    def test_main_module_attributes(self):
        script = self.write("script.py", "print(__file__, __cached__, __spec__, __package__, type(__loader__).__name__, __builtins__.__name__)")
        self.assertEqual(self.output("-S", script), f"{script} None None None SourceFileLoader builtins\n")
        self.assertEqual(self.output("-S", "-c", "print(__spec__, __package__, __loader__)"),
                         "None None <class '_frozen_importlib.BuiltinImporter'>\n")

    def test_runpy(self):
        self.write("tool.py", "import sys\nresult = (__name__, sys.argv[0])")
        self.assertEqual(self.output("-c", "import runpy; print(runpy.run_path('tool.py', run_name='x')['result'], runpy.run_module('tool')['result'][0])"),
                         "('x', 'tool.py') tool\n")
        self.assertEqual(self.cached(), ["__pycache__/tool." + self.tag() + ".pyc"])

    def test_sys_path_first_entry(self):
        self.write("folder/script.py", "import sys; print(sys.path[0])")
        self.assertEqual(self.output("-S", "folder/script.py"), f"{self.work}/folder\n")
        self.assertEqual(self.output("-S", "-c", "import sys; print(repr(sys.path[0]))"), "''\n")
        self.write("modname.py", "import sys; print(sys.path[0])")
        self.assertEqual(self.output("-S", "-m", "modname"), f"{self.work}\n")
        for flag in ("-P", "-I"):
            self.assertNotIn(str(self.work), self.output("-S", flag, "folder/script.py"))

    def test_importtime(self):
        self.write("one.py", "import two")
        self.write("two.py", "")
        lines = self.run_typhon("-S", "-X", "importtime", "-c", "import one").err.splitlines()
        self.assertEqual(lines[0], "import time: self [us] | cumulative | imported package")
        self.assertRegex("\n".join(lines), r"import time: +\d+ \| +\d+ \|   two\nimport time: +\d+ \| +\d+ \| one")

    def test_safe_names_in_site_customisation(self):
        self.write("usercustomize.py", "print('customised')")
        self.write("sitecustomize.py", "")
        out = self.output("-c", "print('main')", env={"PYTHONPATH": str(self.work), "PYTHONUSERBASE": str(self.folder / "base")})
        self.assertEqual(out, "customised\nmain\n")


if __name__ == "__main__":
    unittest.main()
