#!/usr/bin/env python3
"""Counts the indirect jumps of the interpreters' loops: the strategies that are compared are those that were compiled.

    tests/dispatch/check.py EXECUTABLE OPCODES

`switch` has to be one dispatch point: one jump through the table of its switch. In `goto` and `tail` every handler ends in a jump of its
own; clang merges them unless it is told not to. EXECUTABLE is typhon as it was linked, since link-time optimisation makes its machine code;
OPCODES is opcodes.def.
"""
import bisect
import re
import subprocess
import sys


def indirect_jumps(executable):
    """The jumps through registers or memory of each function called run or handle_NAME in typhon::interpreter, one list a function:
    the address of the table that each goes through, or None. And the addresses of all such tables of the executable, in order."""
    text = subprocess.run(["objdump", "-dw", "--no-show-raw-insn", executable], capture_output=True, text=True, check=True).stdout
    functions, tables, jumps = {}, set(), None
    for line in text.splitlines():
        if m := re.match(r"([0-9a-f]+) <(.*)>:$", line):
            jumps = []
            if name := re.match(r"_ZN6typhon11interpreter12_GLOBAL__N_1L?\d+(run|handle_[A-Z_0-9]+)", m.group(2)):
                functions[name.group(1), m.group(1)] = jumps
        elif m := re.search(r"\tjmp\s+\*(?:0x([0-9a-f]+)\(,%\w+,8\))?", line):
            table = int(m.group(1), 16) if m.group(1) else None
            jumps.append(table)
            tables.add(table)
    return functions, sorted(tables - {None})


def main():
    executable, opcodes = sys.argv[1:]
    handlers = len(re.findall(r"^(?:OP|QUICK)\(", open(opcodes).read(), re.M))
    functions, tables = indirect_jumps(executable)

    def through_opcodes(table):
        """Whether the table has a place for each opcode: no other begins within it."""
        return table is not None and (tables + [table + 8 * handlers])[bisect.bisect(tables, table)] >= table + 8 * handlers

    loops = sorted((len(jumps), sum(map(through_opcodes, jumps))) for (name, _), jumps in functions.items() if name == "run")
    tail = sum(len(jumps) for (name, _), jumps in functions.items() if name != "run")
    print(f"{handlers} opcodes; loops with (indirect jumps, those through the table of opcodes): {loops}; in tail's handlers: {tail}")
    failures = []
    if not any(jumps < handlers and points == 1 for jumps, points in loops):  # the others are those of small switches within handlers
        failures.append("no loop with one dispatch point: switch is not one")
    if not any(points >= handlers for _, points in loops):
        failures.append("no loop with a jump for each handler: goto's were merged")
    if tail and tail < handlers:
        failures.append("tail's handlers do not end in jumps")
    print("\n".join(failures) or "ok")
    return bool(failures)


if __name__ == "__main__":
    sys.exit(main())
