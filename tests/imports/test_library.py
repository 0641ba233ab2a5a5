"""Finding the standard library, and what follows from which one was found."""
import os
import shutil
import subprocess
import unittest

from support import BINARY, LIBRARIES_312, LIBRARY_311, Case

TELL = "import sys; print(*sys.version_info[:2], sys._stdlib_dir, sys.prefix, sys.base_prefix, sys.exec_prefix, sys.platlibdir)"


class Finding(Case):
    def fake(self, name, version_file=False):
        """A folder that looks like a library."""
        folder = self.folder / name
        (folder / "importlib").mkdir(parents=True)
        for file in ("os.py", "importlib/_bootstrap.py", "importlib/_bootstrap_external.py"):
            shutil.copy(os.path.join(self.library(), file), folder / file)
        shutil.copy(os.path.join(self.library(), "zipimport.py"), folder / "zipimport.py")
        return folder

    def library(self):
        return self.output("-S", "-c", "import sys; print(sys._stdlib_dir)").strip()

    def tell(self, *flags, **options):
        return self.output("-S", *flags, "-c", TELL, **options).split()

    def test_a_usual_place(self):
        minor, directory, prefix = self.tell()[1:4]
        self.assertTrue(directory.endswith(f"/lib/python3.{minor}"))
        self.assertEqual(directory, f"{prefix}/lib/python3.{minor}")

    def test_option_variable_and_home_in_this_order(self):
        folders = [self.fake(f"{name}/lib/python3.11") for name in ("one", "two", "three")]
        env = {"PYTHONHOME": str(self.folder / "three")}
        self.assertEqual(self.tell(env=env)[2:], [str(folders[2])] + [str(self.folder / "three")] * 3 + ["lib"])
        env["TYPHON_STDLIB"] = str(folders[1])
        self.assertEqual(self.tell(env=env)[2], str(folders[1]))
        self.assertEqual(self.tell("-X", f"stdlib={folders[0]}/", env=env)[2], str(folders[0]))
        for flag in ("-E", "-I"):
            self.assertEqual(self.tell(flag, env=env)[2], self.library())

    def test_3_12_is_preferred(self):
        for minor in (11, 12):
            self.fake(f"both/lib/python3.{minor}")
        self.assertEqual(self.tell(env={"PYTHONHOME": str(self.folder / "both")})[1], "12")

    def test_next_to_the_executable(self):
        folder = self.fake("place/lib/python3.11")
        (self.folder / "place/bin").mkdir()
        shutil.copy(BINARY, self.folder / "place/bin/typhon")
        self.assertEqual(self.tell(binary=str(self.folder / "place/bin/typhon"))[2:4], [str(folder), str(self.folder / "place")])

    def test_a_folder_that_holds_none_is_an_error(self):
        for flags, env in ((("-X", f"stdlib={self.work}"), {}), ((), {"TYPHON_STDLIB": str(self.work)}), ((), {"PYTHONHOME": str(self.work)})):
            result = self.run_typhon(*flags, "-c", "pass", env=env)
            self.assertEqual(result.status, 1)
            self.assertIn("no standard library of Python 3.11 or 3.12 in", result.err)

    def test_unsupported_version(self):
        folder = self.fake("new/lib/python3.13")
        self.assertEqual(self.run_typhon("-X", f"stdlib={folder}", "-c", "pass").status, 1)

    def test_sys_path(self):
        self.write("lib/mod.py", "")
        out = self.output("-S", "-c", "import sys; print(*sys.path, sep='\\n')", env={"PYTHONPATH": "/a:/b"}).splitlines()
        library = self.library()
        name = os.path.basename(library)
        self.assertEqual(out, ["", "/a", "/b", f"{os.path.dirname(library)}/{name.replace('.', '')}.zip", library, f"{library}/lib-dynload"])


class WithoutLibrary(Case):
    def test_native_modules_and_builtins_work(self):
        self.assertEqual(self.output("-X", "stdlib=", "-c", "import math, sys, itertools, _io; print(math.pi > 3, sys.path, sys._stdlib_dir)"),
                         "True [''] None\n")

    def test_an_import_says_what_to_install(self):
        result = self.run_typhon("-X", "stdlib=", "-c", "import json")
        self.assertEqual(result.status, 1)
        self.assertRegex(result.err.splitlines()[-1], "^ModuleNotFoundError: No module named 'json' .*install libpython3.11-stdlib")


class Versions(Case):
    """Everything that is tied to the version agrees with the library."""

    def facts(self, library):
        return self.output("-X", f"stdlib={library}", "-c", """if True:
            import sys, platform, sysconfig
            import unicodedata
            print(sys.version_info[:2], hex(sys.hexversion >> 16), sys.version.split()[0] == platform.python_version(), sys.implementation.name,
                  sys.implementation.cache_tag, unicodedata.unidata_version, sysconfig.get_python_version())""")

    @unittest.skipUnless(os.path.isfile(LIBRARY_311 + "/os.py"), "no 3.11 library")
    def test_3_11(self):
        self.assertEqual(self.facts(LIBRARY_311), "(3, 11) 0x30b True typhon typhon-311 14.0.0 3.11\n")

    @unittest.skipUnless(LIBRARIES_312, "no 3.12 library")
    def test_3_12(self):
        self.assertEqual(self.facts(LIBRARIES_312[0]), "(3, 12) 0x30c True typhon typhon-312 15.0.0 3.12\n")

    def test_version_shows_both(self):
        self.assertRegex(self.output("--version"), r"^Python 3\.1[12]\.\d+ \(Typhon \d+\.\d+\.\d+\)\n$")

    @unittest.skipUnless(LIBRARIES_312 and os.path.isfile(LIBRARY_311 + "/os.py"), "needs both libraries")
    def test_the_same_module_cached_for_both(self):
        self.write("hello.py", "x = 1")
        for library in (LIBRARY_311, LIBRARIES_312[0]):
            self.output("-S", "-X", f"stdlib={library}", "-c", "import hello")
        self.assertEqual(self.cached(), ["__pycache__/hello.typhon-311.pyc", "__pycache__/hello.typhon-312.pyc"])


class Site(Case):
    def test_dist_packages_of_debian(self):
        if not os.path.isdir("/usr/lib/python3/dist-packages") or self.output("-S", "-c", "import sys; print(sys.prefix)") != "/usr\n":
            self.skipTest("not Debian's library")
        self.assertIn("/usr/lib/python3/dist-packages", self.output("-c", "import sys; print(*sys.path, sep='\\n')").splitlines())

    def test_isolated_and_S(self):
        out = self.output("-I", "-S", "-c", "import sys; print('site' in sys.modules, sys.flags.isolated, '' in sys.path)")
        self.assertEqual(out, "False 1 False\n")

    def test_pth_files_and_user_site(self):
        site = self.folder / "base/lib" / ("python" + self.output("-S", "-c", "import sys; print('%d.%d' % sys.version_info[:2])").strip()) / "site-packages"
        site.mkdir(parents=True)
        (site / "extra.pth").write_text("/tmp\nimport sys; sys.from_pth = 1\n")
        env = {"PYTHONUSERBASE": str(self.folder / "base")}
        out = self.output("-c", "import sys; print(sys.path.count('/tmp'), sys.from_pth)", env=env)
        self.assertEqual(out, "1 1\n")
        self.assertEqual(self.output("-s", "-c", "import sys; print(hasattr(sys, 'from_pth'))", env=env), "False\n")

    def test_builtins_of_site(self):
        self.assertEqual(self.run_typhon("-c", "exit(3)").status, 3)
        self.assertEqual(self.run_typhon("-c", "quit()").status, 0)
        self.assertEqual(self.output("-c", "print(exit)"), "Use exit() or Ctrl-D (i.e. EOF) to exit\n")

    def test_sysconfig(self):
        out = self.output("-c", """if True:
            import sysconfig
            paths = sysconfig.get_paths('venv')
            print(sorted(paths) == sorted(sysconfig.get_paths('posix_prefix')), isinstance(sysconfig.get_config_var('EXT_SUFFIX'), str),
                  sysconfig.get_platform(), sysconfig.get_path('stdlib') == __import__('sys')._stdlib_dir)""")
        self.assertEqual(out, "True True linux-x86_64 True\n")


class Venv(Case):
    def test_venv_without_pip(self):
        self.output("-m", "venv", "--without-pip", "env", timeout=300)
        python = str(self.work / "env/bin/python")
        out = self.output("-c", "import sys; print(sys.prefix, sys.prefix != sys.base_prefix, sys.executable, sys._base_executable)", binary=python)
        self.assertEqual(out, f"{self.work}/env True {python} {BINARY}\n")
        minor = self.output("-c", "import sys; print(sys.version_info[1])").strip()
        packages = self.work / f"env/lib/python3.{minor}/site-packages"
        (packages / "installed.py").write_text("x = 'in the environment'")
        self.assertEqual(self.output("-c", "import installed; print(installed.x, 'dist-packages' in str(__import__('sys').path))", binary=python),
                         "in the environment False\n")
        # A module of the environment is cached in it.
        self.assertTrue((packages / "__pycache__" / f"installed.{self.tag()}.pyc").exists())


if __name__ == "__main__":
    unittest.main()
