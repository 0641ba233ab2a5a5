"""One-way constraints with strengths, solved incrementally: the DeltaBlue algorithm.

Exercises: a deep class hierarchy, polymorphic calls, lists used as work queues, object identity. Written from the
description in Freeman-Benson and Maloney's paper: a constraint is satisfied if it is stronger than what now determines
its output; the weakest "walkabout" strength upstream says what may be overridden.
"""
import sys

N = int(sys.argv[1]) if len(sys.argv) > 1 else 30000

REQUIRED, STRONG_PREFERRED, PREFERRED, STRONG_DEFAULT, DEFAULT, WEAK_DEFAULT, WEAKEST = range(7)


class Variable:
    def __init__(self, name, value=0):
        self.name = name
        self.value = value
        self.constraints = []
        self.determined_by = None
        self.walk_strength = WEAKEST
        self.stay = True
        self.mark = 0

    def __repr__(self):
        return f"<{self.name}: {self.value}>"


class Constraint:
    is_input = False

    def __init__(self, strength):
        self.strength = strength

    def post(self, planner):
        self.register()
        planner.incremental_add(self)

    def destroy(self, planner):
        if self.is_satisfied():
            planner.incremental_remove(self)
        self.unregister()

    def satisfy(self, mark, planner):
        """Tries to enforce this constraint; returns the one that it displaced, which may now go elsewhere."""
        self.choose_method(mark)
        if not self.is_satisfied():
            if self.strength == REQUIRED:
                raise RuntimeError("a required constraint cannot be satisfied")
            return None
        for variable in self.inputs():
            variable.mark = mark
        output = self.output()
        displaced = output.determined_by
        if displaced is not None:
            displaced.mark_unsatisfied()
        output.determined_by = self
        if not planner.add_propagate(self, mark):
            raise RuntimeError("cycle encountered")
        output.mark = mark
        return displaced

    def inputs_known(self, mark):
        return all(v.mark == mark or v.stay or v.determined_by is None for v in self.inputs())


class UnaryConstraint(Constraint):
    def __init__(self, variable, strength, planner):
        super().__init__(strength)
        self.variable = variable
        self.satisfied = False
        self.post(planner)

    def register(self):
        self.variable.constraints.append(self)
        self.satisfied = False

    def unregister(self):
        self.variable.constraints.remove(self)
        self.satisfied = False

    def choose_method(self, mark):
        self.satisfied = self.variable.mark != mark and self.strength < self.variable.walk_strength

    def is_satisfied(self):
        return self.satisfied

    def mark_unsatisfied(self):
        self.satisfied = False

    def inputs(self):
        return ()

    def output(self):
        return self.variable

    def recalculate(self):
        self.variable.walk_strength = self.strength
        self.variable.stay = not self.is_input
        if self.variable.stay:
            self.execute()

    def execute(self):
        pass


class Stay(UnaryConstraint):
    pass


class Edit(UnaryConstraint):
    is_input = True


class BinaryConstraint(Constraint):
    """Between two variables; `direction` is +1 (first determines second), -1, or 0 when not satisfied."""

    def __init__(self, first, second, strength, planner):
        super().__init__(strength)
        self.first = first
        self.second = second
        self.direction = 0
        self.post(planner)

    def register(self):
        self.first.constraints.append(self)
        self.second.constraints.append(self)
        self.direction = 0

    def unregister(self):
        self.first.constraints.remove(self)
        self.second.constraints.remove(self)
        self.direction = 0

    def choose_method(self, mark):
        first, second, strength = self.first, self.second, self.strength
        if first.mark == mark:
            self.direction = 1 if second.mark != mark and strength < second.walk_strength else 0
        elif second.mark == mark:
            self.direction = -1 if strength < first.walk_strength else 0
        elif first.walk_strength > second.walk_strength:
            self.direction = -1 if strength < first.walk_strength else 0
        else:
            self.direction = 1 if strength < second.walk_strength else 0

    def is_satisfied(self):
        return self.direction != 0

    def mark_unsatisfied(self):
        self.direction = 0

    def input(self):
        return self.first if self.direction > 0 else self.second

    def inputs(self):
        return (self.first if self.direction > 0 else self.second,)

    def output(self):
        return self.second if self.direction > 0 else self.first

    def recalculate(self):
        source, target = self.input(), self.output()
        target.walk_strength = max(self.strength, source.walk_strength)
        target.stay = source.stay
        if target.stay:
            self.execute()


class Equality(BinaryConstraint):
    def execute(self):
        self.output().value = self.input().value


class Scale(BinaryConstraint):
    """second = first * factor + offset, the two being variables that may only be read."""

    def __init__(self, source, factor, offset, target, strength, planner):
        self.factor = factor
        self.offset = offset
        super().__init__(source, target, strength, planner)

    def register(self):
        super().register()
        self.factor.constraints.append(self)
        self.offset.constraints.append(self)

    def unregister(self):
        super().unregister()
        self.factor.constraints.remove(self)
        self.offset.constraints.remove(self)

    def inputs(self):
        return (self.input(), self.factor, self.offset)

    def execute(self):
        if self.direction > 0:
            self.second.value = self.first.value * self.factor.value + self.offset.value
        else:
            self.first.value = (self.second.value - self.offset.value) // self.factor.value

    def recalculate(self):
        source, target = self.input(), self.output()
        target.walk_strength = max(self.strength, source.walk_strength)
        target.stay = source.stay and self.factor.stay and self.offset.stay
        if target.stay:
            self.execute()


class Planner:
    def __init__(self):
        self.current_mark = 0

    def new_mark(self):
        self.current_mark += 1
        return self.current_mark

    def incremental_add(self, constraint):
        mark = self.new_mark()
        displaced = constraint.satisfy(mark, self)
        while displaced is not None:
            displaced = displaced.satisfy(mark, self)

    def incremental_remove(self, constraint):
        output = constraint.output()
        constraint.mark_unsatisfied()
        constraint.unregister()
        unsatisfied = self.remove_propagate_from(output)
        constraint.register()
        for other in sorted(unsatisfied, key=lambda c: c.strength):
            self.incremental_add(other)

    def extract_plan(self, sources):
        """The constraints that must be executed, in order, when the given input constraints change."""
        mark = self.new_mark()
        plan = []
        todo = list(sources)
        while todo:
            constraint = todo.pop()
            if constraint.output().mark != mark and constraint.inputs_known(mark):
                plan.append(constraint)
                constraint.output().mark = mark
                self.add_consumers(constraint.output(), todo)
        return plan

    def add_propagate(self, constraint, mark):
        todo = [constraint]
        while todo:
            constraint = todo.pop()
            if constraint.output().mark == mark:
                self.incremental_remove(constraint)
                return False
            constraint.recalculate()
            self.add_consumers(constraint.output(), todo)
        return True

    def remove_propagate_from(self, output):
        output.determined_by = None
        output.walk_strength = WEAKEST
        output.stay = True
        unsatisfied = []
        todo = [output]
        while todo:
            variable = todo.pop()
            for constraint in variable.constraints:
                if not constraint.is_satisfied():
                    unsatisfied.append(constraint)
            determining = variable.determined_by
            for constraint in variable.constraints:
                if constraint is not determining and constraint.is_satisfied():
                    constraint.recalculate()
                    todo.append(constraint.output())
        return unsatisfied

    @staticmethod
    def add_consumers(variable, todo):
        determining = variable.determined_by
        for constraint in variable.constraints:
            if constraint is not determining and constraint.is_satisfied():
                todo.append(constraint)


def change(planner, variable, value):
    edit = Edit(variable, PREFERRED, planner)
    plan = planner.extract_plan([edit])
    for _ in range(10):
        variable.value = value
        for constraint in plan:
            constraint.execute()
    edit.destroy(planner)


def chain(n):
    """A long line of equalities: the value put in at one end comes out at the other."""
    planner = Planner()
    line = [Variable(f"v{i}") for i in range(n + 1)]
    for a, b in zip(line, line[1:]):
        Equality(a, b, REQUIRED, planner)
    Stay(line[-1], STRONG_DEFAULT, planner)
    edit = Edit(line[0], PREFERRED, planner)
    plan = planner.extract_plan([edit])
    for i in range(100):
        line[0].value = i
        for constraint in plan:
            constraint.execute()
        if line[-1].value != i:
            raise AssertionError(f"chain gives {line[-1]} for {i}")
    edit.destroy(planner)
    return line[-1].value, len(plan)


def projection(n):
    """Many pairs related by one shared factor and offset, which change too."""
    planner = Planner()
    factor = Variable("factor", 10)
    offset = Variable("offset", 1000)
    sources, targets = [], []
    for i in range(n):
        source, target = Variable(f"source{i}", i), Variable(f"target{i}", i)
        sources.append(source)
        targets.append(target)
        Stay(source, DEFAULT, planner)
        Scale(source, factor, offset, target, REQUIRED, planner)
    change(planner, sources[-1], 17)
    first = targets[-1].value
    change(planner, targets[-1], 1050)
    second = sources[-1].value
    change(planner, factor, 5)
    third = sum(t.value for t in targets[:-1])
    change(planner, offset, 2000)
    fourth = sum(t.value for t in targets[:-1])
    return first, second, third, fourth


def main():
    last, length = chain(N)
    print(f"chain of {N}: end is {last}, plan has {length} constraints")
    n = N // 2
    results = projection(n)
    print(f"projection of {n}:", *results)
    expected = (17 * 10 + 1000, 5, sum(i * 5 + 1000 for i in range(n - 1)), sum(i * 5 + 2000 for i in range(n - 1)))
    print("right" if results == expected and last == 99 else f"expected {expected}")


main()
