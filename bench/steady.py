"""The steady state of programs under bench/programs: each runs its main() many times in one process, and the best of the later
rounds counts. Processor time, so that a busy machine does little harm.

    python3 bench/steady.py [--rounds N] [--seconds S] [--size NAME=N] [--engines CMD,CMD...] [--twins FOLDER] [PROGRAM...]

prints a line for each program: milliseconds for each command (an interpreter with its options), and the ratios of the later ones to
the first; last the geometric means. Without programs it takes all. With `--twins` the last column is the C++ twin in FOLDER
(build/release/bench/twins; the best of five processes). Under `--inside FILE` this file is what an interpreter runs.
"""
import os
import resource
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
PROGRAMS = os.path.join(HERE, "programs")


def inside(path, rounds, seconds, arguments):
    """Runs the program, whose last line calls main(), and then main() again and again."""
    out = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    sys.argv = [path] + arguments
    with open(path) as f:
        code = compile(f.read(), path, "exec")
    namespace = {"__name__": "__main__", "__file__": path}
    times = []
    began = time.process_time()
    exec(code, namespace)
    times.append(time.process_time() - began)
    main = namespace["main"]
    while len(times) < rounds and (len(times) < 3 or time.process_time() - began < seconds):
        start = time.process_time()
        main()
        times.append(time.process_time() - start)
    sys.stdout.flush()
    os.write(out, (" ".join("%.6f" % t for t in times) + "\n").encode())


def clean_environment():
    return {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}


def measure(command, path, rounds, seconds, arguments):
    """The best of the last half of the rounds, or None if the program fails."""
    words = command.split() + [os.path.abspath(__file__), "--inside", path, str(rounds), str(seconds)] + arguments
    done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=clean_environment())
    if done.returncode:
        return None
    times = [float(t) for t in done.stdout.split()]
    return min(times[len(times) // 2:])


def measure_twin(path, arguments):
    """Processor time of the best of five runs, or None if there is no such twin."""
    if not os.path.exists(path):
        return None
    times = []
    for _ in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([path] + arguments, stdout=subprocess.DEVNULL, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
    return min(times)


def main():
    arguments = sys.argv[1:]
    twins = None
    rounds, seconds, sizes = 12, 6.0, {}
    engines = ["build/release/typhon --backend=jit", "build/release/typhon --backend=goto", "pypy3"]
    while arguments and arguments[0].startswith("--"):
        option, value = arguments[:2]
        del arguments[:2]
        if option == "--rounds":
            rounds = int(value)
        elif option == "--seconds":
            seconds = float(value)
        elif option == "--engines":
            engines = value.split(",")
        elif option == "--twins":
            twins = value
        elif option == "--size":
            name, size = value.split("=")
            sizes[name] = size
        else:
            sys.exit("unknown option " + option)
    names = [os.path.basename(p).replace(".py", "") for p in arguments]
    if not names:
        names = sorted(f[:-3] for f in os.listdir(PROGRAMS) if f.endswith(".py"))
    for i, engine in enumerate(engines):
        print("%d: %s" % (i, engine))
    if twins:
        engines.append("the twin")
        print("%d: %s" % (len(engines) - 1, twins))
    products = [[1.0, 0] for _ in engines]
    for name in names:
        path = os.path.join(PROGRAMS, name + ".py")
        size = [sizes[name]] if name in sizes else []
        best = [measure(e, path, rounds, seconds, size) for e in engines if e != "the twin"]
        if twins:
            best.append(measure_twin(os.path.join(twins, "twin_" + name), size))
        line = "%-24s" % name + " ".join("%9s" % ("fails" if t is None else "%.1f" % (t * 1000)) for t in best)
        for i in range(1, len(engines)):
            if best[0] and best[i]:
                ratio = best[i] / best[0]
                line += "  x%.2f" % ratio
                products[i] = [products[i][0] * ratio, products[i][1] + 1]
        print(line, flush=True)
    for i in range(1, len(engines)):
        product, count = products[i]
        if count:
            print("%s takes %.2f times as long (geometric mean of %d)" % (engines[i], product ** (1 / count), count))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--inside"]:
        inside(sys.argv[2], int(sys.argv[3]), float(sys.argv[4]), sys.argv[5:])
    else:
        main()
