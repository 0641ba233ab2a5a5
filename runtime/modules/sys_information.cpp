// What sys tells of the version, the platform, the flags of the command line and the limits of types.
#include <gnu/libc-version.h>
#include <unistd.h>

#include <cfloat>
#include <climits>
#include <string>

#include "runtime/exec/config.h"
#include "runtime/memory/roots.h"
#include "runtime/modules/library.h"
#include "runtime/modules/sys_internal.h"
#include "runtime/modules/version.h"
#include "runtime/object/type_internal.h"
#include "runtime/ops/ops.h"
#include "runtime/types/codecs.h"
#include "runtime/types/dict.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/module.h"
#include "runtime/types/number_text.h"
#include "runtime/types/set.h"
#include "runtime/types/simple_namespace.h"
#include "runtime/types/str.h"
#include "runtime/types/struct_sequence.h"
#include "runtime/types/tuple.h"

namespace typhon {

namespace {

// Names of the standard library's top-level modules, for suggestions and sys.stdlib_module_names.
const char* const kStdlibModules[] = {
    "__future__",
    "_abc",
    "_aix_support",
    "_ast",
    "_asyncio",
    "_bisect",
    "_blake2",
    "_bz2",
    "_codecs",
    "_codecs_cn",
    "_codecs_hk",
    "_codecs_iso2022",
    "_codecs_jp",
    "_codecs_kr",
    "_codecs_tw",
    "_collections",
    "_collections_abc",
    "_compat_pickle",
    "_compression",
    "_contextvars",
    "_crypt",
    "_csv",
    "_ctypes",
    "_curses",
    "_curses_panel",
    "_datetime",
    "_dbm",
    "_decimal",
    "_elementtree",
    "_frozen_importlib",
    "_frozen_importlib_external",
    "_functools",
    "_gdbm",
    "_hashlib",
    "_heapq",
    "_imp",
    "_io",
    "_json",
    "_locale",
    "_lsprof",
    "_lzma",
    "_markupbase",
    "_md5",
    "_msi",
    "_multibytecodec",
    "_multiprocessing",
    "_opcode",
    "_operator",
    "_osx_support",
    "_overlapped",
    "_pickle",
    "_posixshmem",
    "_posixsubprocess",
    "_py_abc",
    "_pydatetime",
    "_pydecimal",
    "_pyio",
    "_pylong",
    "_queue",
    "_random",
    "_scproxy",
    "_sha1",
    "_sha2",
    "_sha3",
    "_signal",
    "_sitebuiltins",
    "_socket",
    "_sqlite3",
    "_sre",
    "_ssl",
    "_stat",
    "_statistics",
    "_string",
    "_strptime",
    "_struct",
    "_symtable",
    "_thread",
    "_threading_local",
    "_tkinter",
    "_tokenize",
    "_tracemalloc",
    "_typing",
    "_uuid",
    "_warnings",
    "_weakref",
    "_weakrefset",
    "_winapi",
    "_zoneinfo",
    "abc",
    "aifc",
    "antigravity",
    "argparse",
    "array",
    "ast",
    "asyncio",
    "atexit",
    "audioop",
    "base64",
    "bdb",
    "binascii",
    "bisect",
    "builtins",
    "bz2",
    "cProfile",
    "calendar",
    "cgi",
    "cgitb",
    "chunk",
    "cmath",
    "cmd",
    "code",
    "codecs",
    "codeop",
    "collections",
    "colorsys",
    "compileall",
    "concurrent",
    "configparser",
    "contextlib",
    "contextvars",
    "copy",
    "copyreg",
    "crypt",
    "csv",
    "ctypes",
    "curses",
    "dataclasses",
    "datetime",
    "dbm",
    "decimal",
    "difflib",
    "dis",
    "doctest",
    "email",
    "encodings",
    "ensurepip",
    "enum",
    "errno",
    "faulthandler",
    "fcntl",
    "filecmp",
    "fileinput",
    "fnmatch",
    "fractions",
    "ftplib",
    "functools",
    "gc",
    "genericpath",
    "getopt",
    "getpass",
    "gettext",
    "glob",
    "graphlib",
    "grp",
    "gzip",
    "hashlib",
    "heapq",
    "hmac",
    "html",
    "http",
    "idlelib",
    "imaplib",
    "imghdr",
    "importlib",
    "inspect",
    "io",
    "ipaddress",
    "itertools",
    "json",
    "keyword",
    "lib2to3",
    "linecache",
    "locale",
    "logging",
    "lzma",
    "mailbox",
    "mailcap",
    "marshal",
    "math",
    "mimetypes",
    "mmap",
    "modulefinder",
    "msilib",
    "msvcrt",
    "multiprocessing",
    "netrc",
    "nis",
    "nntplib",
    "nt",
    "ntpath",
    "nturl2path",
    "numbers",
    "opcode",
    "operator",
    "optparse",
    "os",
    "ossaudiodev",
    "pathlib",
    "pdb",
    "pickle",
    "pickletools",
    "pipes",
    "pkgutil",
    "platform",
    "plistlib",
    "poplib",
    "posix",
    "posixpath",
    "pprint",
    "profile",
    "pstats",
    "pty",
    "pwd",
    "py_compile",
    "pyclbr",
    "pydoc",
    "pydoc_data",
    "pyexpat",
    "queue",
    "quopri",
    "random",
    "re",
    "readline",
    "reprlib",
    "resource",
    "rlcompleter",
    "runpy",
    "sched",
    "secrets",
    "select",
    "selectors",
    "shelve",
    "shlex",
    "shutil",
    "signal",
    "site",
    "smtplib",
    "sndhdr",
    "socket",
    "socketserver",
    "spwd",
    "sqlite3",
    "sre_compile",
    "sre_constants",
    "sre_parse",
    "ssl",
    "stat",
    "statistics",
    "string",
    "stringprep",
    "struct",
    "subprocess",
    "sunau",
    "symtable",
    "sys",
    "sysconfig",
    "syslog",
    "tabnanny",
    "tarfile",
    "telnetlib",
    "tempfile",
    "termios",
    "textwrap",
    "this",
    "threading",
    "time",
    "timeit",
    "tkinter",
    "token",
    "tokenize",
    "tomllib",
    "trace",
    "traceback",
    "tracemalloc",
    "tty",
    "turtle",
    "turtledemo",
    "types",
    "typing",
    "unicodedata",
    "unittest",
    "urllib",
    "uu",
    "uuid",
    "venv",
    "warnings",
    "wave",
    "weakref",
    "webbrowser",
    "winreg",
    "winsound",
    "wsgiref",
    "xdrlib",
    "xml",
    "xmlrpc",
    "zipapp",
    "zipfile",
    "zipimport",
    "zlib",
    "zoneinfo",
};

const StructField versionFields[] = {{"major", "Major release number"},
                                     {"minor", "Minor release number"},
                                     {"micro", "Patch release number"},
                                     {"releaselevel", "'alpha', 'beta', 'candidate', or 'final'"},
                                     {"serial", "Serial release number"}};
const StructField flagFields[] = {{"debug", "-d"},
                                  {"inspect", "-i"},
                                  {"interactive", "-i"},
                                  {"optimize", "-O or -OO"},
                                  {"dont_write_bytecode", "-B"},
                                  {"no_user_site", "-s"},
                                  {"no_site", "-S"},
                                  {"ignore_environment", "-E"},
                                  {"verbose", "-v"},
                                  {"bytes_warning", "-b"},
                                  {"quiet", "-q"},
                                  {"hash_randomization", "-R"},
                                  {"isolated", "-I"},
                                  {"dev_mode", "-X dev"},
                                  {"utf8_mode", "-X utf8"},
                                  {"warn_default_encoding", "-X warn_default_encoding"},
                                  {"safe_path", "-P"},
                                  {"int_max_str_digits", "-X int_max_str_digits"}};
const StructField floatFields[] = {{"max", nullptr},     {"max_exp", nullptr},    {"max_10_exp", nullptr}, {"min", nullptr},
                                   {"min_exp", nullptr}, {"min_10_exp", nullptr}, {"dig", nullptr},        {"mant_dig", nullptr},
                                   {"epsilon", nullptr}, {"radix", nullptr},      {"rounds", nullptr}};
const StructField intFields[] = {{"bits_per_digit", "size of a digit in bits"},
                                 {"sizeof_digit", "size in bytes of the C type used to represent a digit"},
                                 {"default_max_str_digits", "maximum string conversion digits limitation"},
                                 {"str_digits_check_threshold", "minimum positive value for int_max_str_digits"}};
const StructField hashFields[] = {{"width", nullptr},     {"modulus", nullptr},   {"inf", nullptr},
                                  {"nan", nullptr},       {"imag", nullptr},      {"algorithm", nullptr},
                                  {"hash_bits", nullptr}, {"seed_bits", nullptr}, {"cutoff", nullptr}};
const StructField threadFields[] = {{"name", nullptr}, {"lock", nullptr}, {"version", nullptr}};
const StructField unraisableFields[] = {{"exc_type", "Exception type"},
                                        {"exc_value", "Exception value"},
                                        {"exc_traceback", "Exception traceback"},
                                        {"err_msg", "Error message"},
                                        {"object", "Object causing the exception"}};

Value number(int64_t i) { return Value::smallInt(i); }
Value text(Thread* t, std::string_view s) {
  Str* out = makeStr(t, s);
  return out ? Value(out) : Value::error();
}

bool set(Thread* t, Module* m, const char* name, Value v) {
  if (v.isError()) return false;
  return moduleSet(t, m, name, v);
}

Value textList(Thread* t, const std::vector<std::string>& items) {
  List* list = TRY(makeList(t));
  for (const std::string& item : items) {
    // Arguments and folders are what the system makes of them.
    Value v = Value(TRY(decodeFsName(t, item)));
    TRY(listAppend(t, list, v));
  }
  return Value(list);
}

bool addVersions(Thread* t, Module* m) {
  PythonVersion v = libraryVersion();
  Type* type = TRY(makeSealedStructSequenceType(t, "sys.version_info",
                                                "sys.version_info\n\nVersion information as a named tuple.", versionFields));
  Value final = TRY(text(t, "final"));
  Value info = TRY(makeStructSequence(t, type, {number(v.major), number(v.minor), number(v.micro), final, number(0)}));
  TRY(set(t, m, "version_info", info));
  int64_t hex = int64_t{v.major} << 24 | v.minor << 16 | v.micro << 8 | 0xf0;
  TRY(set(t, m, "hexversion", number(hex)));
  TRY(set(t, m, "api_version", number(1013)));
  TRY(set(t, m, "version",
          text(t, fmt::format("{}.{}.{} (typhon {}, {}) [Clang {}]", v.major, v.minor, v.micro, kTyphonVersion, __DATE__,
                              __clang_version__))));
  TRY(set(t, m, "copyright", text(t, "Copyright (c) the Typhon contributors.")));
  // sys.implementation
  Value ns = TRY(makeSimpleNamespace(t));
  auto put = [&](const char* name, Value value) {
    if (value.isError()) return false;
    Str* key = internStr(t, name);
    return key && setAttrPy(t, ns, key, value);
  };
  TRY(put("name", text(t, "typhon")));
  TRY(put("cache_tag", text(t, versionQuirks().cacheTag)));
  Value own = TRY(makeStructSequence(t, type, {number(0), number(1), number(0), final, number(0)}));
  TRY(put("version", own));
  TRY(put("hexversion", number(0x000100f0)));
  TRY(put("_multiarch", text(t, "x86_64-linux-gnu")));
  return set(t, m, "implementation", ns);
}

bool addFlags(Thread* t, Module* m) {
  const Config& c = config();
  Type* type = TRY(makeSealedStructSequenceType(
      t, "sys.flags", "sys.flags\n\nFlags provided through command line arguments or environment vars.", flagFields));
  Value flags = TRY(makeStructSequence(
      t, type,
      {number(c.debug), number(c.inspect), number(c.interactive), number(c.optimize), number(c.dontWriteBytecode),
       number(c.noUserSite), number(c.noSite), number(c.ignoreEnvironment), number(c.verbose), number(c.bytesWarning),
       number(c.quiet), number(c.hashRandomization), number(c.isolated), Value::boolean(c.devMode), number(c.utf8Mode),
       number(c.warnDefaultEncoding), Value::boolean(c.safePath), number(intMaxStrDigits())}));
  TRY(set(t, m, "flags", flags));
  return set(t, m, "dont_write_bytecode", Value::boolean(c.dontWriteBytecode));
}

bool addLimits(Thread* t, Module* m) {
  Type* floatType = TRY(makeStructSequenceType(
      t, "sys.float_info", "sys.float_info\n\nA named tuple holding information about the float type.", floatFields, 11));
  Value max = TRY(makeFloat(t, DBL_MAX)), min = TRY(makeFloat(t, DBL_MIN)), epsilon = TRY(makeFloat(t, DBL_EPSILON));
  Value floats =
      TRY(makeStructSequence(t, floatType,
                             {max, number(DBL_MAX_EXP), number(DBL_MAX_10_EXP), min, number(DBL_MIN_EXP), number(DBL_MIN_10_EXP),
                              number(DBL_DIG), number(DBL_MANT_DIG), epsilon, number(FLT_RADIX), number(1)}));
  TRY(set(t, m, "float_info", floats));
  Type* intType = TRY(makeStructSequenceType(t, "sys.int_info",
                                             "sys.int_info\n\nA named tuple that holds information about Python's\ninternal "
                                             "representation of integers.  The attributes are read only.",
                                             intFields, 4));
  Value ints =
      TRY(makeStructSequence(t, intType, {number(30), number(4), number(kDefaultMaxStrDigits), number(kMaxStrDigitsThreshold)}));
  TRY(set(t, m, "int_info", ints));
  Type* hashType = TRY(makeStructSequenceType(
      t, "sys.hash_info", "hash_info\n\nA named tuple providing parameters used for computing hashes.", hashFields, 9));
  Value algorithm = TRY(text(t, "siphash13"));
  Value hashes = TRY(makeStructSequence(t, hashType,
                                        {number(64), number((int64_t{1} << 61) - 1), number(314159), number(0), number(1000003),
                                         algorithm, number(64), number(128), number(0)}));
  TRY(set(t, m, "hash_info", hashes));
  Type* threadType = TRY(makeStructSequenceType(
      t, "sys.thread_info", "sys.thread_info\n\nA named tuple holding information about the thread implementation.", threadFields,
      3));
  Value name = TRY(text(t, "pthread")), lock = TRY(text(t, "semaphore"));
  Value library = TRY(text(t, std::string("NPTL ") + gnu_get_libc_version()));
  Value threads = TRY(makeStructSequence(t, threadType, {name, lock, library}));
  TRY(set(t, m, "thread_info", threads));
  Type* unraisable = TRY(makeStructSequenceType(t, "sys.UnraisableHookArgs",
                                                "UnraisableHookArgs\n\nType used to pass arguments to sys.unraisablehook.",
                                                unraisableFields, 5));
  TRY(set(t, m, "UnraisableHookArgs", Value(unraisable)));
  Value maxSize = TRY(makeInt(t, INT64_MAX));
  TRY(set(t, m, "maxsize", maxSize));
  TRY(set(t, m, "maxunicode", number(0x10ffff)));
  TRY(set(t, m, "byteorder", text(t, "little")));
  return set(t, m, "float_repr_style", text(t, "short"));
}

bool addPaths(Thread* t, Module* m) {
  const Config& c = config();
  TRY(set(t, m, "argv", textList(t, c.argv)));
  TRY(set(t, m, "orig_argv", textList(t, c.originalArgv)));
  TRY(set(t, m, "path", textList(t, c.modulePath)));
  TRY(set(t, m, "warnoptions", textList(t, c.warnOptions)));
  TRY(set(t, m, "executable", text(t, c.executable)));
  TRY(set(t, m, "_base_executable", text(t, library().baseExecutable.empty() ? c.executable : library().baseExecutable)));
  const Library& lib = library();
  for (const char* name : {"prefix", "exec_prefix", "base_prefix", "base_exec_prefix"}) TRY(set(t, m, name, text(t, lib.prefix)));
  TRY(set(t, m, "_stdlib_dir", lib.found() ? text(t, lib.directory) : Value::none()));
  TRY(set(t, m, "_home", lib.home.empty() ? Value::none() : text(t, lib.home)));
  TRY(set(t, m, "platlibdir", text(t, "lib")));
  TRY(set(t, m, "platform", text(t, "linux")));
  TRY(set(t, m, "abiflags", text(t, "")));
  TRY(set(t, m, "_framework", text(t, "")));
  Value git = TRY(text(t, "typhon"));
  Value empty = Value(names::empty);
  Tuple* gitTuple = TRY(makeTuple(t, {git, empty, empty}));
  TRY(set(t, m, "_git", Value(gitTuple)));
  TRY(set(t, m, "pycache_prefix", c.pycachePrefix.empty() ? Value::none() : text(t, c.pycachePrefix)));
  for (const char* name : {"meta_path", "path_hooks"}) {
    List* list = TRY(makeList(t));
    TRY(set(t, m, name, Value(list)));
  }
  Dict* cache = TRY(makeDict(t));
  TRY(set(t, m, "path_importer_cache", Value(cache)));
  Dict* options = TRY(makeDict(t));
  for (const auto& [key, value] : c.xOptions) {
    Value k = TRY(text(t, key));
    Value v = value ? TRY(text(t, *value)) : Value::boolean(true);
    TRY(dictSetPy(t, options, k, v));
  }
  TRY(set(t, m, "_xoptions", Value(options)));
  Set* all = TRY(makeSet(t, true));
  for (const char* name : kStdlibModules) {
    Value v = TRY(text(t, name));
    TRY(setAddPy(t, all, v));
  }
  return set(t, m, "stdlib_module_names", Value(all));
}

bool addEngine(Thread* t, Module* m) {
  Value ns = TRY(makeSimpleNamespace(t));
  Value engine = TRY(text(t, config().engine));
  Str* key = TRY(internStr(t, "engine"));
  TRY(setAttrPy(t, ns, key, engine));
  key = TRY(internStr(t, "version"));
  Value version = TRY(text(t, kTyphonVersion));
  TRY(setAttrPy(t, ns, key, version));
  return set(t, m, "_typhon", ns);
}

}  // namespace

bool addSysInformation(Thread* t, Module* m) {
  return addVersions(t, m) && addFlags(t, m) && addLimits(t, m) && addPaths(t, m) && addEngine(t, m);
}

}  // namespace typhon
