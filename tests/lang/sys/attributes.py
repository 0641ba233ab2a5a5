"""sys: attributes that programs look at."""
import sys
print(sys.maxsize, sys.byteorder, sys.maxunicode, sys.platform, sys.getdefaultencoding(), sys.getfilesystemencoding(), sys.float_info.max, sys.float_info.epsilon, sys.float_info.dig, sys.int_info.bits_per_digit > 0, sys.hash_info.modulus, sys.hash_info.inf, sys.hash_info.width, sys.hash_info.algorithm)
print(type(sys.argv).__name__, type(sys.path).__name__, type(sys.modules).__name__, sys.dont_write_bytecode, sys.getrecursionlimit(), sys.getswitchinterval(), sys.flags.optimize, sys.flags.debug, sys.flags.hash_randomization, sys.warnoptions, sys.stdin.name, sys.stdout.name, sys.stderr.name, sys.stdout.encoding.lower(), sys.stderr.errors)
print(sys.float_info[:3], sys.float_repr_style, sys.api_version, type(sys.version).__name__, sys.hexversion > 0x030b0000, sys.copyright != "", sys.implementation.name != "", sys.version_info[0], sys.version_info.major, sys.version_info.releaselevel, len(sys.version_info), sys.version_info > (3, 0))
for a in ("sys.float_info.max = 1", "sys.version_info[0] = 1", "sys.flags.debug = 1", "sys.nothing", "sys.setrecursionlimit()", "sys.getsizeof()", "sys.exit(1, 2)", "sys.setswitchinterval(0)", "sys.float_info.nope", "type(sys.flags)()", "type(sys.version_info)((1,2,3,4,5))", "sys.intern(5)", "sys._getframe(1000)", "sys.exc_info(1)", "sys.setrecursionlimit('a')", "sys.displayhook()"):
    try: exec(a); print(a, "ok")
    except (TypeError, AttributeError, ValueError) as e: print(a, "|", type(e).__name__, e)
print(sys.getsizeof([]) > 0, sys.getsizeof(5, 0) > 0, sys.getrefcount([]) > 0, sys.is_finalizing(), sys.gettrace(), sys.getprofile(), callable(sys.displayhook), callable(sys.excepthook), sys.__stdout__ is sys.stdout, sys.__excepthook__ is sys.excepthook, "math" in sys.builtin_module_names or True, "sys" in sys.builtin_module_names, "json" in sys.stdlib_module_names)
sys.displayhook(5); sys.displayhook(None); sys.displayhook("text")
import builtins; print(builtins._)
class S:
    def __sizeof__(self): return 100
print(sys.getsizeof(S()) >= 100)
sys.setswitchinterval(0.01); print(sys.getswitchinterval())
