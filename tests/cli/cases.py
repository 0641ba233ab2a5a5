"""The cases of the command-line tests. Each is a Case: the arguments, and what else the process gets.

Files are written into the folder the process runs in. `expect` names what is compared: status, out, err; texts are compared
after the interpreter's path has become PYTHON and the folder FOLDER.
"""
import os
from dataclasses import dataclass, field


@dataclass
class Case:
    name: str
    args: list
    stdin: str = ""
    env: dict = field(default_factory=dict)
    files: dict = field(default_factory=dict)
    expect: tuple = ("status", "out", "err")
    shell: str = ""         # a shell command instead, in which $PYTHON is the interpreter
    terminal: str = ""      # typed at a terminal instead; what it shows is `out`


FLAGS = "import sys; print(sys.flags)"
FAULTS = "import faulthandler; print(faulthandler.is_enabled())"
SHOW = "import sys; print(sys.argv, sys.orig_argv[1:])"
COLD = """
class One:
    def __init__(self, item):
        self.first = item
        self.second = None
        self.third = item
class Wrap:
    def __call__(self, item):
        self.item = item
        return self
    def method(self, item):
        self.item = item
        return self
def main():
    class Cases:
        @One
        def one(self): pass
        @Wrap()
        def two(self): pass
        @Wrap().method
        def three(self): pass
    print(Cases.one.first.__name__, Cases.two.item.__name__, Cases.three.item.__name__)
"""

CASES = [
    # where options end, clusters, glued arguments
    Case("command", ["-c", "print(1)"]),
    Case("command_glued", ["-cprint(2)"]),
    Case("command_arguments", ["-c", SHOW, "-x", "--", "a"]),
    Case("command_argument_missing", ["-c"]),
    Case("module_argument_missing", ["-m"]),
    Case("warning_argument_missing", ["-W"]),
    Case("x_argument_missing", ["-X"]),
    Case("cluster", ["-BIsc", SHOW, "rest"]),
    Case("cluster_flags", ["-BIsSEOObqvV"[:7] + "c", FLAGS]),
    Case("script_arguments", ["script.py", "-c", "-O", "--help"], files={"script.py": SHOW}),
    Case("dash", ["-", "a", "-b"], stdin=SHOW),
    Case("stdin", [], stdin=SHOW),
    Case("stdin_traceback", [], stdin="def f():\n    1/0\nf()\n"),
    Case("stdin_syntax_error", [], stdin="x = (\n"),
    Case("double_dash", ["--", "script.py", "a"], files={"script.py": SHOW}),
    Case("unknown_short", ["-Z"]),
    Case("unknown_short_in_cluster", ["-BZ", "-c", "1"]),
    Case("unknown_long", ["--frobnicate"]),
    Case("unknown_long_with_value", ["--frobnicate=1"]),
    Case("long_dash_only_c", ["-c", "import sys; print(sys.argv)", "-c", "x"]),
    Case("check_pycs_bad", ["--check-hash-based-pycs", "perhaps"]),
    Case("check_pycs_missing", ["--check-hash-based-pycs"]),
    Case("check_pycs", ["--check-hash-based-pycs", "always", "-c", "import _imp; print(_imp.check_hash_based_pycs)"]),
    Case("help_status", ["-h"], expect=("status", "err")),
    Case("help_question", ["-?"], expect=("status", "err")),
    Case("help_env_status", ["--help-env"], expect=("status", "err")),
    Case("help_xoptions_status", ["--help-xoptions"], expect=("status", "err")),
    Case("help_all_status", ["--help-all"], expect=("status", "err")),
    Case("help_before_unknown", ["-h", "-Z"], expect=("status", "err")),
    Case("version_status", ["-V"], expect=("status", "err")),
    Case("long_version_status", ["-VV"], expect=("status", "err")),
    Case("version_wins", ["--version", "-c", "print(1)"], expect=("status", "err")),
    # what each flag shows
    *[Case(f"flags_{flag.strip('-')}", [flag, "-c", FLAGS]) for flag in
      "-b -bb -B -d -E -I -O -OO -P -q -s -S -u -v".split() if flag not in ("-v", "-d")],
    Case("flags_X_dev", ["-X", "dev", "-c", FLAGS]),
    Case("flags_X_utf8", ["-Xutf8", "-c", FLAGS]),
    Case("flags_X_utf8_off", ["-Xutf8=0", "-c", FLAGS]),
    Case("X_faulthandler", ["-X", "faulthandler", "-c", FAULTS]),
    Case("X_dev_faulthandler", ["-X", "dev", "-c", FAULTS]),
    Case("faulthandler_variable", ["-c", FAULTS], env={"PYTHONFAULTHANDLER": "1"}),
    Case("faulthandler_variable_ignored", ["-E", "-c", FAULTS], env={"PYTHONFAULTHANDLER": "1"}),
    Case("flags_X_warn_default_encoding", ["-X", "warn_default_encoding", "-c", FLAGS]),
    Case("flags_X_digits", ["-X", "int_max_str_digits=1000", "-c", FLAGS]),
    Case("X_digits_bad", ["-X", "int_max_str_digits=10", "-c", "1"], expect=("status",)),
    Case("X_digits_no_value", ["-X", "int_max_str_digits", "-c", "1"], expect=("status",)),
    Case("X_utf8_bad", ["-X", "utf8=2", "-c", "1"], expect=("status",)),
    Case("X_unknown", ["-X", "a", "-Xb=c=d", "-X", "e=", "-c", "import sys; print(sys._xoptions)"]),
    Case("optimise_assert", ["-O", "-c", "assert 0; print(__debug__)"]),
    Case("optimise_docstring", ["-OO", "-c", "def f(): 'doc'\nprint(f.__doc__)"]),
    Case("debug_assert", ["-c", "assert 0"]),
    Case("skip_first_line", ["-x", "script.py"], files={"script.py": "this is no Python\nprint(2)\n1/0\n"}),
    Case("unbuffered", ["-u", "-c", "import sys; print(sys.stdout.line_buffering, sys.stdout.write_through); sys.stdout.write('x'); import os; os._exit(3)"]),
    Case("buffered", ["-c", "import sys, os; sys.stdout.write('x'); os._exit(3)"]),
    Case("bytes_warning", ["-b", "-c", "print(b'a' == 'a', str(b'x'))"]),
    Case("bytes_warning_error", ["-bb", "-c", "str(b'x')"]),
    Case("safe_path", ["-P", "-c", "import sys; print('' in sys.path)"]),
    Case("first_path", ["-c", "import sys; print(repr(sys.path[0]))"]),
    Case("first_path_script", ["sub/script.py"], files={"sub/script.py": "import sys; print(sys.path[0])"}),
    Case("isolated_path", ["-I", "-c", "import sys; print('' in sys.path)"]),
    # warnings
    Case("warn_default", ["-W", "default", "-c", "import warnings; warnings.warn('w', DeprecationWarning)"]),
    Case("warn_ignore", ["-Wignore", "-c", "import warnings; warnings.warn('w')"]),
    Case("warn_error", ["-W", "error", "-c", "import warnings; warnings.warn('w')"]),
    Case("warn_category", ["-W", "error::UserWarning", "-c", "import warnings; warnings.warn('w')"]),
    Case("warn_options", ["-Wignore", "-W", "error::UserWarning", "-c", "import sys; print(sys.warnoptions)"]),
    Case("warn_bad_action", ["-W", "frob", "-c", "print(1)"]),
    Case("warn_bad_category", ["-W", "ignore::NoSuchWarning", "-c", "print(1)"]),
    Case("warn_bad_line", ["-W", "ignore::::x", "-c", "print(1)"]),
    Case("warn_too_many", ["-W", "ignore:a:b:c:d:e", "-c", "print(1)"]),
    Case("warn_environment", ["-W", "error", "-c", "import sys; print(sys.warnoptions)"], env={"PYTHONWARNINGS": "default,ignore::UserWarning"}),
    Case("warn_syntax", ["script.py"], files={"script.py": "print(1 is 1)\nprint('\\d')\n"}),
    Case("warn_syntax_error", ["-W", "error", "script.py"], files={"script.py": "print(1 is 1)\n"}),
    # variables
    Case("env_optimize", ["-c", FLAGS], env={"PYTHONOPTIMIZE": "2"}),
    Case("env_optimize_text", ["-c", FLAGS], env={"PYTHONOPTIMIZE": "x"}),
    Case("env_optimize_empty", ["-c", FLAGS], env={"PYTHONOPTIMIZE": ""}),
    Case("env_ignored", ["-E", "-c", FLAGS], env={"PYTHONOPTIMIZE": "2", "PYTHONDONTWRITEBYTECODE": "1"}),
    Case("env_isolated", ["-I", "-c", FLAGS], env={"PYTHONOPTIMIZE": "2"}),
    Case("env_dont_write", ["-c", FLAGS], env={"PYTHONDONTWRITEBYTECODE": "0"}),
    Case("env_no_user_site", ["-c", FLAGS], env={"PYTHONNOUSERSITE": "1"}),
    Case("env_safe_path", ["-c", FLAGS], env={"PYTHONSAFEPATH": "1"}),
    Case("env_utf8", ["-c", FLAGS], env={"PYTHONUTF8": "1"}),
    Case("env_dev", ["-c", FLAGS], env={"PYTHONDEVMODE": "1"}),
    Case("env_hash_seed", ["-c", "import sys; print(hash('a'), sys.flags.hash_randomization)"], env={"PYTHONHASHSEED": "0"}),
    Case("env_hash_seed_number", ["-c", "import sys; print(hash('a'), sys.flags.hash_randomization)"], env={"PYTHONHASHSEED": "42"}),
    Case("env_hash_seed_bad", ["-c", "1"], env={"PYTHONHASHSEED": "x"}),
    Case("env_utf8_bad", ["-c", "1"], env={"PYTHONUTF8": "2"}),
    Case("env_allocator_bad", ["-c", "1"], env={"PYTHONMALLOC": "best"}),
    Case("env_tracemalloc_bad", ["-c", "1"], env={"PYTHONTRACEMALLOC": "-1"}),
    Case("env_digits_bad", ["-c", "1"], env={"PYTHONINTMAXSTRDIGITS": "5"}),
    Case("x_utf8_bad", ["-X", "utf8=3", "-c", "1"]),
    Case("x_frozen_modules_bad", ["-X", "frozen_modules=some", "-c", "1"]),
    Case("option_jython", ["-J"]),
    Case("env_digits", ["-c", FLAGS], env={"PYTHONINTMAXSTRDIGITS": "0"}),
    Case("env_path", ["-c", "import sys; print(sys.path[1:3])"], env={"PYTHONPATH": "/nowhere:/elsewhere"}),
    Case("env_io_encoding", ["-c", "import sys; print(sys.stdout.encoding, sys.stdout.errors, sys.stderr.errors, sys.stdin.errors)"], env={"PYTHONIOENCODING": "latin-1:replace"}),
    Case("env_io_encoding_library", ["-c", "print('over ebcdic')"], env={"PYTHONIOENCODING": "cp500"}, expect=("status", "out")),
    Case("env_io_encoding_bad", ["-c", "1"], env={"PYTHONIOENCODING": "foo"}, expect=("status", "out")),
    Case("env_io_errors", ["-c", "import sys; print(sys.stdout.encoding, sys.stdout.errors)"], env={"PYTHONIOENCODING": ":ignore"}),
    Case("env_prefix", ["-c", "import sys; print(sys.pycache_prefix)"], env={"PYTHONPYCACHEPREFIX": "/nowhere/cache"}),
    Case("x_prefix", ["-X", "pycache_prefix=/nowhere/x", "-c", "import sys; print(sys.pycache_prefix)"], env={"PYTHONPYCACHEPREFIX": "/nowhere/cache"}),
    Case("env_inspect", ["-c", "print(1)"], env={"PYTHONINSPECT": "1"}, stdin="print(2)\n", expect=("status", "out")),
    Case("env_no_debug_ranges", ["-c", "def f():\n    return 1 + (1/0)\nf()"], env={"PYTHONNODEBUGRANGES": "1"}),
    Case("x_no_debug_ranges", ["-X", "no_debug_ranges", "script.py"], files={"script.py": "def f():\n    return 1 + (1/0)\nf()\n"}),
    Case("env_breakpoint", ["-c", "breakpoint(); print('on')"], env={"PYTHONBREAKPOINT": "0"}),
    # scripts that cannot be run
    Case("script_missing", ["missing.py"]),
    Case("script_missing_absolute", ["/nowhere/missing.py"]),
    Case("script_is_folder", ["sub"], files={"sub/x.py": ""}),
    Case("script_is_package", ["sub"], files={"sub/__main__.py": "import sys; print(__name__, sys.argv)"}),
    Case("script_binary", ["script.py"], files={"script.py": "x = 1\0\nprint(x)\n"}),
    Case("script_not_utf8", ["script.py"], files={"script.py": b"x = '\xff'\n"}),
    Case("script_encoding", ["script.py"], files={"script.py": b"# -*- coding: latin-1 -*-\nprint(ascii('\xe9'))\n"}),
    Case("script_encoding_unknown", ["script.py"], files={"script.py": b"# coding: nosuch\n"}),
    Case("script_bom", ["script.py"], files={"script.py": b"\xef\xbb\xbfprint(1)\n"}),
    Case("script_syntax_error", ["script.py"], files={"script.py": "def f(:\n"}),
    Case("script_traceback", ["script.py"], files={"script.py": "def f(x):\n    return x + (1/0)\n\nf(\n  2)\n"}),
    Case("script_empty", ["script.py"], files={"script.py": ""}),
    Case("script_no_newline", ["script.py"], files={"script.py": "print(3)"}),
    Case("script_names", ["script.py"], files={"script.py": "print(__name__, __file__, __doc__, __spec__, __package__, __cached__)"}),
    Case("module_missing", ["-m", "nosuchmodule"]),
    Case("module", ["-m", "sub.tool", "x"], files={"sub/__init__.py": "", "sub/tool.py": "import sys; print(__name__, __package__, sys.argv)"}),
    Case("module_package", ["-m", "sub"], files={"sub/__init__.py": "", "sub/__main__.py": "print(__name__, __spec__.name)"}),
    Case("module_package_without_main", ["-m", "sub"], files={"sub/__init__.py": ""}),
    # how a program ends
    *[Case(f"exit_{label}", ["-c", f"import sys; sys.exit({value})"]) for label, value in
      {"nothing": "", "none": "None", "zero": "0", "seven": "7", "minus": "-1", "byte": "256", "large": "2**40", "huge": "2**70",
       "text": "'bye'", "tuple": "(1, 2)", "true": "True", "false": "False", "float": "2.5", "list": "[]", "object": "ValueError('x')"}.items()],
    Case("exit_subclass", ["-c", "class E(SystemExit): pass\nraise E(4)"]),
    Case("exit_code_attribute", ["-c", "e = SystemExit(3)\ne.code = 9\nraise e"]),
    Case("exit_class", ["-c", "raise SystemExit"]),
    Case("exit_two_arguments", ["-c", "raise SystemExit(1, 2)"]),
    Case("exit_str_fails", ["-c", "class X:\n    def __str__(self): raise ValueError\nraise SystemExit(X())"]),
    Case("exit_from_function", ["-c", "import builtins\nexit(5)"], expect=("status", "out")),
    Case("exit_in_finally", ["-c", "import sys\ntry:\n    1/0\nfinally:\n    sys.exit(6)"]),
    Case("exit_os", ["-c", "import os; print('lost', end=''); os._exit(9)"]),
    Case("uncaught", ["-c", "raise ValueError('bad')"]),
    Case("uncaught_chain", ["-c", "try:\n    1/0\nexcept Exception as e:\n    raise KeyError('k') from e"]),
    Case("uncaught_group", ["-c", "raise ExceptionGroup('g', [ValueError(1), ExceptionGroup('h', [TypeError(2)])])"]),
    Case("uncaught_notes", ["-c", "e = ValueError('x'); e.add_note('a note'); raise e"]),
    Case("interrupt", ["-c", "raise KeyboardInterrupt"]),
    Case("interrupt_signal", ["-c", "import os, signal; os.kill(os.getpid(), signal.SIGINT)\nwhile 1: pass"]),
    Case("interrupt_shell", [], shell="$PYTHON -c 'raise KeyboardInterrupt' 2>/dev/null; echo $?"),
    Case("interrupt_subclass", ["-c", "class K(KeyboardInterrupt): pass\nraise K"]),
    Case("atexit_order", ["-c", "import atexit; atexit.register(print, 'a'); atexit.register(print, 'b'); print('c')"]),
    Case("atexit_error", ["-c", "import atexit; atexit.register(lambda: 1/0); print('c')"]),
    Case("atexit_exit", ["-c", "import atexit, sys; atexit.register(lambda: sys.exit(4)); print('c')"]),
    Case("excepthook", ["-c", "import sys\nsys.excepthook = lambda *a: print('hook', a[0].__name__)\n1/0"]),
    Case("excepthook_fails", ["-c", "import sys\ndef h(*a): raise TypeError('in hook')\nsys.excepthook = h\n1/0"]),
    Case("excepthook_exits", ["-c", "import sys\nsys.excepthook = lambda *a: sys.exit(8)\n1/0"]),
    Case("excepthook_missing", ["-c", "import sys\ndel sys.excepthook\n1/0"]),
    Case("stdout_full", [], shell="$PYTHON -c 'print(1)' >/dev/full; echo $?"),
    Case("stdout_closed", [], shell="$PYTHON -c 'print(1)' >&-; echo $?"),
    Case("stderr_closed", [], shell="$PYTHON -c '1/0' 2>&-; echo $?"),
    Case("stdin_closed", [], shell="$PYTHON -c 'import sys; print(sys.stdin)' <&-; echo $?"),
    Case("stdout_none", ["-c", "import sys\nsys.stdout = None\nprint('x')"]),
    Case("broken_pipe", [], shell="$PYTHON -c 'for i in range(100000): print(i)' 2>err.txt | head -1 >/dev/null; echo ${PIPESTATUS[0]}; grep -c BrokenPipe err.txt"),
    Case("sigpipe_ignored", ["-c", "import signal; print(signal.getsignal(signal.SIGPIPE))"]),
    Case("sigterm", ["-c", "import os, signal; os.kill(os.getpid(), signal.SIGTERM)"]),
    Case("displayhook_not_used", ["-c", "1 + 1"]),
    Case("recursion", ["-c", "def f(): f()\nf()"]),
    # -i, the prompt without a terminal
    Case("interactive_command", ["-i", "-c", "x = 5"], stdin="print(x)\n", expect=("status", "out")),
    Case("interactive_script_fails", ["-i", "script.py"], stdin="print(x)\nimport sys; print(sys.last_value)\n", files={"script.py": "x = 3\n1/0\n"}, expect=("status", "out")),
    Case("interactive_exit", ["-i", "-c", "x = 5"], stdin="import sys; sys.exit(7)\n", expect=("status", "out")),
    Case("interactive_after_exit", ["-i", "-c", "import sys; sys.exit(3)"], stdin="print(1)\n", expect=("status", "out")),
    Case("interactive_stdin", ["-i"], stdin="1 + 1\nx = 3\nx\n'a'\nNone\n_\n", expect=("status", "out")),
    Case("interactive_errors", ["-iq"], stdin="1/0\nx = (1 +\n\n2)\nx\nif 1:\n    print(4)\n\nprint(5\n", ),
    Case("interactive_syntax", ["-iq"], stdin="def f(:\n  x\nprint(1)\n if 1: pass\n"),
    Case("interactive_blocks", ["-iq"], stdin="def f(x):\n    y = x\n    return y * 2\n\nf(4)\nclass C:\n    a = 1\n\nC.a\nfor i in range(2): print(i)\n\n@print\ndef g(): pass\n\n"),
    Case("interactive_prompts", ["-iq"], stdin="import sys\nsys.ps1, sys.ps2 = '1> ', '2> '\nif 1:\n    3\n\n"),
    Case("interactive_displayhook", ["-iq"], stdin="import sys\nsys.displayhook = lambda v: print('show', v)\n1 + 1\n"),
    Case("interactive_multiline_string", ["-iq"], stdin="s = '''a\n\nb'''\ns\n"),
    Case("interactive_backslash", ["-iq"], stdin="x = 1 + \\\n  2\nx\n"),
    Case("interactive_comment", ["-iq"], stdin="# a comment\n\nif 1:\n    # inside\n    2\n\n"),
    Case("interactive_interrupt", ["-iq"], stdin="raise KeyboardInterrupt\nprint(1)\n"),
    Case("interactive_no_main_exit", ["-iq"], stdin="raise SystemExit('bye')\nprint(1)\n"),
    Case("startup_not_read", ["-c", "print(1)"], env={"PYTHONSTARTUP": "start.py"}, files={"start.py": "print('startup')"}),
    Case("startup", ["-iq"], stdin="x\n", env={"PYTHONSTARTUP": "start.py"}, files={"start.py": "x = 'from startup'\n"}),
    Case("startup_missing", ["-iq"], stdin="1\n", env={"PYTHONSTARTUP": "nosuch.py"}),
    Case("startup_fails", ["-iq"], stdin="1\n", env={"PYTHONSTARTUP": "start.py"}, files={"start.py": "1/0\n"}),
    Case("startup_ignored", ["-iqE"], stdin="1\n", env={"PYTHONSTARTUP": "start.py"}, files={"start.py": "print('startup')"}),
    # a collection at each allocation, every third, every seventh, from the first on (CPython knows no such variable)
    *[Case(f"collect_every_{n}", ["-S", "-c", "print(sorted({'b': 1, 'a': 2}))"], env={"TYPHON_GC_STRESS": str(n)}) for n in (1, 3, 7)],
    # what a script on standard input and PYTHONSTARTUP find in their module
    Case("stdin_module", [], stdin="print(__file__, __cached__, type(__loader__).__name__, __name__)\n"),
    Case("startup_module", ["-iq"], stdin="'__file__' in globals()\n", env={"PYTHONSTARTUP": "start.py"}, files={"start.py": "print(__file__)"}),
    # lines that are an error as they stand are not continued
    Case("interactive_unterminated", ["-iq"], stdin="x = 'a\n1 +\n2\nx y\nlambda\n3\n"),
    Case("interactive_brackets", ["-iq"], stdin="(\n1\n)\n[1,\n2]\n"),
    Case("interactive_decorated", ["-iq"], stdin="@staticmethod\ndef f(): pass\n\nasync def g():\n  return 1\n\ng.__name__\n"),
    Case("interactive_future", ["-iq"], stdin="from __future__ import annotations\ndef f(x: y): pass\n\nf.__annotations__\n"),
    # what is printed comes before the exception of a file, and after that of -c and -m
    *[Case(f"order_{name}", [], shell=f"{command} 2>&1", files={"script.py": f"print(1)\n{error}\n"}, expect=("status", "out"))
      for kind, error in (("error", "raise ValueError"), ("exit", "raise SystemExit('bye')"))
      for name, command in ((f"file_{kind}", "$PYTHON script.py"), (f"stdin_{kind}", "$PYTHON < script.py"), (f"command_{kind}", f"$PYTHON -c \"print(1); {error}\""))],
    # a file that ends too early
    *[Case(f"early_end_{i}", ["script.py"], files={"script.py": text}) for i, text in enumerate(
        ("while 1:\n", "try: pass\n", "for i in y:\n\n# c\n", "class A:", "if x:\n  y\nelse:\n", "if 1:\n # c", "try:\n  x\n", "@x\n", "x = [\n", "def f()\n"))],
    # modules that are frozen in CPython
    Case("frozen_names", ["-c", "import os, abc, codecs, _collections_abc as c, importlib.util as u\nfor f in os.makedirs, abc.ABCMeta.register, os.path.join, codecs.open, "
                          "c.Mapping.get, u.find_spec: print(f.__code__.co_filename)"]),
    Case("frozen_traceback", ["-c", "import os\ntry: os.environ['nosuch']\nexcept KeyError as e:\n  t = e.__traceback__.tb_next\n"
                              "  print(t.tb_frame.f_code.co_filename, t.tb_frame.f_code.co_name)"]),
    Case("decoder_traceback", ["-c", "import traceback\nopen('f', 'wb').write(b'a\\xffb')\nfor read in (lambda f: f.read(), lambda f: f.readline(), list, next):\n"
                               "  for encoding in 'utf-8', 'ascii':\n"
                               "    try: read(open('f', encoding=encoding))\n    except UnicodeDecodeError as e:\n"
                               "      print(e, [(f.filename[-9:], f.name) for f in traceback.extract_tb(e.__traceback__)])"]),
    # the second import takes the module from the cache: its functions are loaded when they are first called
    *[Case(f"collect_while_loading_{n}", ["-S", "-c", "import sys, cold; del sys.modules['cold']; import cold; cold.main()"],
           env={"TYPHON_GC_STRESS": str(n), "TYPHON_GC_POISON": "1"}, files={"cold.py": COLD}) for n in (1, 2, 3)],
    Case("undecodable_arguments", ["-c", "import os, sys; print(ascii(sys.argv), [os.fsencode(a) for a in sys.argv])", os.fsdecode(b"\xff"), "\xe9",
                                   os.fsdecode(b"x\xed\xa0\x80")]),
    Case("undecodable_command", ["-c", "print(ascii('" + os.fsdecode(b"\xff") + "'))"]),
    Case("undecodable_script", [os.fsdecode(b"s\xe7.py")], files={os.fsdecode(b"s\xe7.py"): "import sys; print(ascii(sys.argv))"}),
    Case("cache_prefix_empty_option", ["-X", "pycache_prefix", "-c", "import sys; print(sys.pycache_prefix)"], env={"PYTHONPYCACHEPREFIX": "foo"}),
    Case("cache_prefix_option", ["-X", "pycache_prefix=bar", "-c", "import sys; print(sys.pycache_prefix)"], env={"PYTHONPYCACHEPREFIX": "foo"}),
    Case("no_cache_variable", ["-c", "import sys; print(sys.flags.dont_write_bytecode)"], env={"PYTHONDONTWRITEBYTECODE": "2"}),
    # a terminal
    Case("terminal_expressions", ["-q"], terminal="1 + 2\n'a'\nNone\n_\nexit()\n"),
    Case("terminal_blocks", ["-q"], terminal="def f(x):\n  return x + 1\n\nf(1)\nfor i in 'ab':\n  print(i)\n\nexit()\n"),
    Case("terminal_errors", ["-q"], terminal="1/0\nx = )\nfoo\nimport sys\nsys.exit(3)\n"),
    Case("terminal_end", ["-q"], terminal="2\n\x04"),
    Case("terminal_interrupt", ["-q"], terminal="while 1: pass\n\n\x035\nx = (1,\x036\nexit()\n"),
    Case("terminal_input", ["-q"], terminal="input('name? ')\nfoo\nexit()\n"),
    Case("terminal_script_input", ["-c", "print(repr(input('name? ')))"], terminal="foo\n"),
]
