// --help.
#include <cstdio>

#include "backends/driver/options.h"

namespace typhon::driver {
namespace {

constexpr const char* kOptions = R"(Options (and corresponding environment variables):
--backend=switch|goto|jit
         the engine that runs the program; also -X backend=ENGINE, a program
         name such as typhon-switch, TYPHON_BACKEND=ENGINE. All engines give
         the same results.
--dump=tokens|ast|bytecode
         print what the front end makes of the file, and exit
--dump=graph|ir|asm[:FUNCTION]
         run the program on the jit engine and print what is compiled, at that
         stage, on stderr
-b       warn about str(bytes) and about comparing bytes with str (-bb: error)
-B       write no .pyc files on import; also PYTHONDONTWRITEBYTECODE=x
-c cmd   run the text cmd (ends the options)
-d       parser debugging (accepted, without effect); also PYTHONDEBUG=x
-E       ignore PYTHON* and TYPHON_* variables
-h       print this help and exit (also -? and --help)
-i       go on interactively after the script; also PYTHONINSPECT=x
-I       isolate from the user's environment (implies -E, -P and -s)
-m mod   run a library module as a script (ends the options)
-O       leave out assert statements and what depends on __debug__; also
         PYTHONOPTIMIZE=x
-OO      as -O, and discard docstrings
-P       do not put a potentially unsafe path in front of sys.path; also
         PYTHONSAFEPATH
-q       no version and copyright messages at the interactive start
-s       no user site directory in sys.path; also PYTHONNOUSERSITE
-S       do not `import site` at the start
-u       unbuffered stdout and stderr; also PYTHONUNBUFFERED=x
-v       trace imports (-vv: more); also PYTHONVERBOSE=x
-V       print the version and exit (also --version; twice: more)
-W arg   warning control, action:message:category:module:lineno; also
         PYTHONWARNINGS=arg
-x       skip the first line of the source
-X opt   an implementation-specific option, see --help-xoptions
--check-hash-based-pycs always|default|never
         how hash-based .pyc files are checked
--list-engines   print the names of the engines that this build can run on
--help-env       print help about environment variables and exit
--help-xoptions  print help about -X options and exit
--help-all       print all help and exit
Arguments:
file     the program
-        the program comes from stdin (the default; interactive on a terminal)
arg ...  arguments of the program, in sys.argv[1:]
)";

constexpr const char* kEnvironment = R"(Environment variables:
PYTHONDEBUG             : as -d
PYTHONDEVMODE           : as -X dev
PYTHONFAULTHANDLER      : as -X faulthandler
PYTHONDONTWRITEBYTECODE : as -B
PYTHONHASHSEED          : seed of the hashes of str and bytes: a number, or `random'
PYTHONINSPECT           : as -i
PYTHONHOME              : where the library is, in front of the known places
PYTHONINTMAXSTRDIGITS   : limit of digits in int and str conversions
PYTHONBREAKPOINT        : what breakpoint() calls; 0 for nothing
PYTHONIOENCODING        : encoding[:errors] of stdin, stdout and stderr
PYTHONNODEBUGRANGES     : as -X no_debug_ranges
PYTHONNOUSERSITE        : as -s
PYTHONOPTIMIZE          : as -O
PYTHONPATH              : directories to put in front of the module search path, separated by `:'
PYTHONPYCACHEPREFIX     : root of a parallel tree for .pyc files
PYTHONSAFEPATH          : as -P
PYTHONSTARTUP           : file that runs before the first prompt
PYTHONUNBUFFERED        : as -u
PYTHONUTF8              : 1 or 0: as -X utf8
PYTHONVERBOSE           : as -v
PYTHONWARNINGS          : as -W, several separated by commas
TYPHON_STDLIB           : the folder of the standard library, as -X stdlib
PYTHONHOME              : the prefix of the standard library: PYTHONHOME/lib/python3.X
XDG_CACHE_HOME          : where the cache of the library's compiled code lies (XDG_CACHE_HOME/typhon, else ~/.cache/typhon)
TYPHON_BACKEND          : the engine, as --backend
TYPHON_GC_STRESS        : collect garbage at every Nth allocation (testing)
TYPHON_GC_POISON        : overwrite freed memory (testing)
)";

constexpr const char* kXOptions = R"(The following implementation-specific options are available:
-X backend=ENGINE       : the engine: switch, goto or jit
-X dev                  : development mode: more warnings, and faulthandler
-X faulthandler         : show the traceback when the process dies of a signal (faulthandler.enable)
-X importtime           : show how long each import takes; also PYTHONPROFILEIMPORTTIME
-X int_max_str_digits=N : limit of digits in int and str conversions; 0 for none
-X no_debug_ranges      : tracebacks without columns and carets
-X pycache_prefix=PATH  : root of a parallel tree for .pyc files
-X stdlib=DIR           : the standard library to run, DIR/os.py and so on; without a DIR: none
-X tracemalloc[=NFRAME] : trace memory allocations from the start; also PYTHONTRACEMALLOC
-X utf8[=0|1]           : UTF-8 mode (accepted; text is UTF-8 in any case)
-X warn_default_encoding: warn where a default encoding is used
)";

}  // namespace

void printHelp(const char* program, CommandLine::Run which) {
  if (which == CommandLine::Run::Help || which == CommandLine::Run::HelpAll)
    std::printf("usage: %s [option] ... [-c cmd | -m mod | file | -] [arg] ...\n%s", program, kOptions);
  if (which == CommandLine::Run::HelpAll) std::printf("\n");
  if (which == CommandLine::Run::HelpEnv || which == CommandLine::Run::HelpAll) std::printf("%s", kEnvironment);
  if (which == CommandLine::Run::HelpAll) std::printf("\n");
  if (which == CommandLine::Run::HelpXOptions || which == CommandLine::Run::HelpAll) std::printf("%s", kXOptions);
}

}  // namespace typhon::driver
