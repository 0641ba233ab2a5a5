#!/usr/bin/env python3
"""Micro-benchmarks of the built-in types and of the library's accelerated modules.

    PYTHON run.py [--filter TEXT] [--seconds S] [--plain] [AREA...]     best time per loop of each benchmark, on this interpreter
    python3 run.py --compare A B [--rounds N] [...]                    the ratio A/B of commands, e.g. "python3.11" "typhon-goto"

A file of areas/ is an area; each of its functions `NAME(loops)` marked with @benchmark does one thing `loops` times.
A sample is as many loops as take S seconds (0.05) of processor time; of several samples the best counts. Measuring imports
only sys and time (and what an area is about), so that it runs on an interpreter that has little of the standard library; an
area that cannot be imported is reported and left out. Comparing runs the two interpreters in turn, area by area and round by
round (3), takes the best of all rounds and shows A's time divided by B's: above 1, B is the faster one.
"""
import sys
import time

AREAS = ("str_methods", "str_formatting", "bytes_", "int_float", "dict_", "set_", "list_", "sort", "tuple_", "iteration", "itertools_",
         "functools_", "collections_", "heapq_", "struct_", "io_", "math_", "json_", "pickle_", "re_", "hashlib_", "datetime_", "decimal_",
         "classes", "calls", "library")
SECONDS = 0.05  # of one sample
SAMPLES = 5


def folder():
    path = __file__
    return path[:path.rfind("/") + 1] if "/" in path else "./"


def load(area):
    """The area's benchmarks as (name, function), or the exception that its module raised."""
    found = []

    def benchmark(function):
        found.append((area.rstrip("_") + "." + function.__name__, function))
        return function

    path = folder() + "areas/" + area + ".py"
    with open(path) as file:
        text = file.read()
    try:
        exec(compile(text, path, "exec"), {"__name__": area, "benchmark": benchmark})
    except ImportError as error:
        return error
    return found


def measure(function, seconds):
    """Best processor time of one loop, in nanoseconds."""
    clock = time.process_time
    loops = 1
    while True:
        start = clock()
        function(loops)
        spent = clock() - start
        if spent >= seconds:
            break
        loops = max(loops * 2, int(loops * seconds * 1.2 / spent)) if spent > seconds / 50 else loops * 8
    best = spent
    for _ in range(SAMPLES - 1):
        start = clock()
        function(loops)
        best = min(best, clock() - start)
    return best / loops * 1e9


def run(areas, text, seconds, machine_readable):
    for area in areas:
        benchmarks = load(area)
        if isinstance(benchmarks, ImportError):
            print("#", area + ":", benchmarks)
            continue
        for name, function in benchmarks:
            if text not in name:
                continue
            nanoseconds = measure(function, seconds)
            print(name, repr(nanoseconds)) if machine_readable else print("%-36s %12.1f ns" % (name, nanoseconds))


def compare(commands, areas, text, seconds, rounds):
    import math
    import os
    import shlex
    import subprocess

    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    ratios, missing = {}, set()
    for area in areas:
        best = [{}, {}]
        for _ in range(rounds):
            for which, command in enumerate(commands):
                arguments = shlex.split(command) + [os.path.abspath(__file__), "--plain", "--seconds", str(seconds), "--filter", text, area]
                result = subprocess.run(arguments, stdout=subprocess.PIPE, text=True, env=environment)
                if result.returncode:
                    sys.exit(f"{command}: status {result.returncode} in area {area}")
                for line in result.stdout.splitlines():
                    if line.startswith("#"):
                        missing.add(f"{command}: {line[2:]}")
                    else:
                        name, nanoseconds = line.split()
                        best[which][name] = min(float(nanoseconds), best[which].get(name, math.inf))
        for name, first in best[0].items():
            if name in best[1]:
                ratios[name] = first / best[1][name]
                print(f"{name:36} {first:12.1f} {best[1][name]:12.1f} {ratios[name]:7.2f}", flush=True)
    for line in sorted(missing):
        print(line)
    if ratios:
        mean = math.exp(sum(map(math.log, ratios.values())) / len(ratios))
        slow = [name for name, ratio in ratios.items() if ratio < 0.9]
        print(f"{len(ratios)} benchmarks, geometric mean {mean:.2f}, least {min(ratios.values()):.2f};",
              f"below 0.9: {', '.join(slow) if slow else 'none'}")


def main(arguments):
    areas, text, seconds, commands, rounds, machine_readable = [], "", SECONDS, None, 3, False
    while arguments:
        word = arguments.pop(0)
        if word == "--filter":
            text = arguments.pop(0)
        elif word == "--seconds":
            seconds = float(arguments.pop(0))
        elif word == "--rounds":
            rounds = int(arguments.pop(0))
        elif word == "--plain":
            machine_readable = True
        elif word == "--compare":
            commands = arguments.pop(0), arguments.pop(0)
        elif word in ("-h", "--help"):
            return print(__doc__)
        else:
            areas.append(word)
    areas = areas or AREAS
    if commands:
        compare(commands, areas, text, seconds, rounds)
    else:
        run(areas, text, seconds, machine_readable)


main(sys.argv[1:])
