#!/usr/bin/env python3
"""Runs the language tests and the benchmark programs (at their small size) on every engine and compares the output.

    tests/run.py [--binary build/release/typhon] [--engines switch,goto] [-j N] [--filter TEXT] [--full] [--list]

A case is tests/lang/FEATURE/NAME.py with NAME.out beside it (standard output as CPython 3.12 writes it) and, for a program
that ends badly or writes to stderr, NAME.err: a line `status N`, then the standard error. Benchmark programs are compared
with bench/programs/expected. The folder of the script and addresses (` at 0x...`) are taken out of the output.

Engines are switch, goto, jit, tail and what JIT below lists: the jit engine with options that bring out its mistakes. A case with a
line `# jit: wait` looks at what is compiled: the engine waits for its code there (-X jit-sync) instead of compiling in the background.

tests/known_failures.txt lists what fails today, one `case reason` or `engine:case reason` a line. A failure that is not
listed and a listed case that passes both fail the run: the list may only shrink. `~case reason` marks the few whose outcome is not
settled (what the conservative scan of C++ stacks keeps alive differs from build to build). The last line is `N passed, N failed`.
"""
import argparse
import concurrent.futures
import dataclasses
import difflib
import fnmatch
import os
import re
import resource
import signal
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LANG = os.path.join(ROOT, "tests", "lang")
PROGRAMS = os.path.join(ROOT, "bench", "programs")
EXTRA = {}           # from --env
ADDRESS = re.compile(rb" at 0x[0-9a-f]+")
KNOWN = os.path.join(ROOT, "tests", "known_failures.txt")
CACHE = os.path.join(ROOT, "build", "test-cache")  # of the library's compiled code


def environment():
    """What a test sees: nothing of PYTHON* or TYPHON*, a fixed hash seed, locale, time zone and terminal width."""
    kept = {k: v for k, v in os.environ.items()
            if k in ("PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH") or k.endswith("SAN_OPTIONS")}
    kept["XDG_CACHE_HOME"] = CACHE
    kept.update(EXTRA)
    kept.update(PYTHONHASHSEED="0", PYTHONDONTWRITEBYTECODE="1", LC_ALL="C.UTF-8", TZ="UTC", COLUMNS="80")
    return kept


# They wait for their code, so that they do the same each time.
# jit-force compiles everything before it runs, eager and quick after few calls and iterations, with what the interpreter has
# recorded (quick without LLVM's passes); deopt-N: every Nth guard fails; gc: a collection at every 300th allocation.
QUICK = ["jit-sync", "jit-threshold=5", "jit-effort=quick"]
JIT = {
    "jit-force": ["jit=force", "jit-cache=" + os.path.join(CACHE, "jit")],
    "jit-eager": ["jit-sync", "jit-threshold=100"],
    "jit-quick": QUICK,
    "jit-deopt-1": [*QUICK, "jit-deopt-every=1"],
    "jit-deopt-3": [*QUICK, "jit-deopt-every=3"],
    "jit-deopt-7": [*QUICK, "jit-deopt-every=7"],
    "jit-gc": QUICK,
}
STRESS = {"jit-gc": {"TYPHON_GC_STRESS": "300"}}  # further variables


def engine_options(engine):
    """The options that choose an engine."""
    if engine in JIT:
        return ["--backend=jit", *(word for option in JIT[engine] for word in ("-X", option))]
    return [f"--backend={engine}"] if engine else []


@dataclasses.dataclass
class Result:
    status: int
    stdout: bytes
    stderr: bytes
    seconds: float
    timed_out: bool = False


@dataclasses.dataclass
class Case:
    name: str
    kind: str
    path: str
    arguments: list
    out_path: str
    err_path: str

    def execute(self, command, timeout, memory=6 << 30, variables={}):
        """Runs the case; `memory` limits the address space in bytes (0: no limit, as sanitizers need); `variables` are set in its
        environment."""
        # Tracebacks and warnings name the script by its absolute path; what is recorded knows its name only.
        folder = os.path.dirname(self.path).encode() + b"/"
        start = time.monotonic()
        process = subprocess.Popen([*command, os.path.basename(self.path), *self.arguments],
                                   cwd=os.path.dirname(self.path), env={**environment(), **variables}, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
                                   preexec_fn=(lambda: resource.setrlimit(resource.RLIMIT_AS, (memory, memory))) if memory else None)
        try:
            out, err = process.communicate(timeout=timeout)
            out, err = (ADDRESS.sub(b" at 0x...", text.replace(folder, b"")) for text in (out, err))
            return Result(process.returncode, out, err, time.monotonic() - start)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            out, err = process.communicate()
            return Result(process.returncode, out, err, time.monotonic() - start, True)

    def waits(self):
        with open(self.path, "rb") as file:
            return b"\n# jit: wait\n" in file.read(1000)

    def expected(self):
        with open(self.out_path, "rb") as file:
            out = file.read()
        if not os.path.exists(self.err_path):
            return 0, out, b""
        with open(self.err_path, "rb") as file:
            first, _, err = file.read().partition(b"\n")
        return int(first.split()[1]), out, err

    def compare(self, result):
        """Nothing when the result is the expected one, else what is different first."""
        if result.timed_out:
            return f"timed out after {result.seconds:.0f} s"
        status, out, err = self.expected()
        if result.status < 0:
            name = signal.Signals(-result.status).name
            return f"died of {name}\n{tail(result.stderr)}"
        if result.stdout != out:
            text = "standard output differs:\n" + difference(out, result.stdout)
            if result.status != status:
                text += f"  status {result.status}, stderr: {tail(result.stderr)}"
            return text
        if result.status != status:
            return f"status {result.status} instead of {status}\n{tail(result.stderr)}"
        if result.stderr != err:
            return "standard error differs:\n" + difference(err, result.stderr)
        return None


def tail(data, lines=8):
    return "\n".join("    " + line for line in data.decode(errors="replace").splitlines()[-lines:])


def difference(expected, actual, limit=14):
    a = expected.decode(errors="backslashreplace").splitlines()
    b = actual.decode(errors="backslashreplace").splitlines()
    lines = list(difflib.unified_diff(a, b, "expected", "actual", n=1, lineterm=""))[2:]
    shown = "".join(f"    {line[:180]}\n" for line in lines[:limit])
    return shown + (f"    ... {len(lines) - limit} more lines\n" if len(lines) > limit else "")


def program_cases(size):
    """The benchmark programs, at size 'small' or 'full'."""
    sizes = {}
    with open(os.path.join(PROGRAMS, "small_sizes.txt")) as file:
        for line in file:
            if line.strip() and not line.startswith("#"):
                name, value = line.split()
                sizes[name] = value
    cases = []
    for file in sorted(os.listdir(PROGRAMS)):
        name, extension = os.path.splitext(file)
        if extension != ".py":
            continue
        suffix = ".small" if size == "small" else ""
        stem = os.path.join(PROGRAMS, "expected", name + suffix)
        cases.append(Case(f"programs/{name}{suffix}", "program", os.path.join(PROGRAMS, file),
                          [sizes[name]] if size == "small" else [], stem + ".out", stem + ".err"))
    return cases


def language_cases():
    cases = []
    for folder, folders, files in os.walk(LANG):
        folders.sort()
        for file in sorted(files):
            stem, extension = os.path.splitext(os.path.join(folder, file))
            if extension == ".py" and not file.startswith("_"):
                cases.append(Case(os.path.relpath(stem, LANG), "lang", stem + ".py", [], stem + ".out", stem + ".err"))
    return cases


def warm_cache(binary, engines):
    """Compiles what every start imports, once: the cases themselves write no bytecode, and no machine code."""
    env = environment()
    del env["PYTHONDONTWRITEBYTECODE"]
    forced = [engine_options(engine) for engine in engines if engine == "jit-force"]
    try:
        for options in [[], *forced]:
            subprocess.run([binary, *options, "-c", "import typing"], env=env, stdin=subprocess.DEVNULL, capture_output=True, timeout=120)
    except (OSError, subprocess.TimeoutExpired):
        pass  # the cases will tell


def known_failures():
    known = {}
    if os.path.exists(KNOWN):
        with open(KNOWN) as file:
            for number, line in enumerate(file, 1):
                line = line.strip()
                if line and not line.startswith("#"):
                    name, _, reason = line.partition(" ")
                    if not reason:
                        sys.exit(f"{KNOWN}:{number}: no reason given for {name}")
                    known[name] = reason.strip()
    return known


def matches(name, patterns):
    return not patterns or any(fnmatch.fnmatch(name, p) if any(c in p for c in "*?[") else p in name for p in patterns)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default=os.path.join(ROOT, "build", "release", "typhon"))
    parser.add_argument("--engines", default="switch,goto", help="comma separated; empty: run the binary without --backend")
    parser.add_argument("-j", type=int, default=os.cpu_count())
    parser.add_argument("--filter", action="append", default=[], help="text or pattern in the name of a case (repeatable)")
    parser.add_argument("--timeout", type=float, default=60.0, help="seconds a case may take")
    parser.add_argument("--memory", type=int, default=6144, help="MiB of address space for a case, 0: no limit")
    parser.add_argument("--full", action="store_true", help="run the benchmark programs at full size as well")
    parser.add_argument("--option", action="append", default=[], help="another option for the binary (repeatable)")
    parser.add_argument("--env", action="append", default=[], metavar="NAME=VALUE", help="set in the environment (repeatable)")
    parser.add_argument("--list", action="store_true", help="list the cases and stop")
    parser.add_argument("--failed-names", metavar="FILE", help="write the names of what failed to a file")
    parser.add_argument("--quiet", action="store_true", help="do not show differences")
    parser.add_argument("--no-known", action="store_true", help="ignore tests/known_failures.txt")
    options = parser.parse_args()
    EXTRA.update(setting.partition("=")[::2] for setting in options.env)
    # A shell starts what it runs in the background with SIGINT ignored, and programs would inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    cases = language_cases() + program_cases("small")
    if options.full:
        cases += program_cases("full")
    cases = [case for case in cases if matches(case.name, options.filter)]
    if not cases:
        parser.error(f"no case is called {' or '.join(options.filter)}: --list prints the names")
    if options.list:
        print("\n".join(case.name for case in cases))
        return 0
    missing = [case.name for case in cases if not os.path.exists(case.out_path)]
    if missing:
        sys.exit("no expected output (run scripts/record-expected): " + " ".join(missing))
    binary = os.path.abspath(options.binary) if os.sep in options.binary else options.binary
    engines = options.engines.split(",") if options.engines else [""]
    known = {} if options.no_known else known_failures()
    jobs = [(engine, case) for case in cases for engine in engines]
    warm_cache(binary, engines)

    def run(job):
        engine, case = job
        waits = ["-X", "jit-sync"] if engine == "jit" and case.waits() else []
        command = [binary] + engine_options(engine) + waits + options.option
        try:
            result = case.execute(command, options.timeout, options.memory << 20, STRESS.get(engine, {}))
        except OSError as error:
            return engine, case, None, f"cannot run: {error}"
        return engine, case, result, case.compare(result)

    passed = failed = expected_failures = 0
    unexpected, surprises, slowest = [], [], []
    by_engine = {engine: [0, 0] for engine in engines}
    start = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(max(options.j, 1)) as pool:
        for done, (engine, case, result, problem) in enumerate(pool.map(run, jobs), 1):
            full = f"{engine}:{case.name}" if engine else case.name
            # `~case`: passes or fails from build to build, for the reason given; counted as a known failure when it fails.
            names = [full, case.name, *([f"jit-*:{case.name}"] if engine in JIT else [])]
            unsettled = any(f"~{name}" in known for name in names)
            reason = next((known[n] for name in names for n in (name, f"~{name}") if n in known), None)
            by_engine[engine][problem is not None] += 1
            if result is not None:
                slowest.append((result.seconds, full))
            if problem is None:
                passed += 1
                if reason is not None and not unsettled:
                    surprises.append(full)
            elif reason is not None:
                expected_failures += 1
            else:
                failed += 1
                unexpected.append(full)
                if not options.quiet:
                    print(f"FAIL {full}: {problem}", flush=True)
            if sys.stdout.isatty():
                print(f"\r{done}/{len(jobs)} ", end="", flush=True)
    for name in surprises:
        print(f"PASSES UNEXPECTEDLY {name}: take it out of {os.path.relpath(KNOWN, ROOT)}")
    names = {case.name for case in cases} | {f"{e}:{case.name}" for e in [*engines, "jit-*"] for case in cases}
    if not options.filter:
        for name in known:
            if name.lstrip("~") not in names and name.lstrip("~").partition(":")[0] in (*engines, name.lstrip("~")):
                surprises.append(name)
                print(f"UNKNOWN CASE {name} in {os.path.relpath(KNOWN, ROOT)}")
    if options.failed_names:
        with open(options.failed_names, "w") as file:
            file.writelines(name + "\n" for name in unexpected)
    for engine, (good, bad) in by_engine.items():
        print(f"{engine or 'default'}: {good} of {good + bad} cases pass")
    slowest.sort(reverse=True)
    print("slowest:", ", ".join(f"{name} {seconds:.1f} s" for seconds, name in slowest[:3]))
    print(f"{len(cases)} cases, {len(engines)} engine(s), {time.monotonic() - start:.0f} s, "
          f"{expected_failures} known failures, {len(surprises)} unexpected passes")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or surprises else 0


if __name__ == "__main__":
    sys.exit(main())
