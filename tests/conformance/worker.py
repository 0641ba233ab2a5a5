"""Runs one test module of CPython's suite and prints a line for each test: outcome, id and, of failures, the last line of the traceback.

    worker.py MODULE [--tests FOLDER]

--tests: the folder of the `test` package, where it is not the running library's own.

Runs under the interpreter that is tested. Lines begin with `@@ ` so that what tests print does not disturb.
"""
import sys
import unittest


class Reporter(unittest.TestResult):
    def __init__(self):
        super().__init__()
        self.bad = {}

    def report(self, outcome, test, detail=""):
        sys.__stdout__.write(f"@@ {outcome}\t{test.id()}\t{detail}\n")
        sys.__stdout__.flush()

    def detail(self, err):
        kind, value = err[0], err[1]
        try:
            text = str(value)
        except Exception as e:
            text = f"<str failed: {type(e).__name__}>"
        return f"{kind.__name__}: {text}".replace("\t", " ").replace("\n", " | ")[:240]

    def startTest(self, test):
        super().startTest(test)
        self.bad.pop(test.id(), None)
        sys.__stdout__.write(f"@@ start\t{test.id()}\t\n")
        sys.__stdout__.flush()

    def addSubTest(self, test, subtest, err):
        if err is not None:
            self.bad[test.id()] = self.detail(err)

    def addSuccess(self, test):
        pass

    def note(self, test, err):
        self.bad[test.id()] = self.detail(err)
        if not isinstance(test, unittest.TestCase):     # setUpClass, setUpModule
            self.report("fail", test, self.bad[test.id()])

    addError = addFailure = note

    def addSkip(self, test, reason):
        self.report("skip", test, str(reason).replace("\n", " ")[:160])
        self.bad.setdefault(test.id(), None)

    def addExpectedFailure(self, test, err):
        pass

    def addUnexpectedSuccess(self, test):
        self.bad[test.id()] = "unexpected success"

    def stopTest(self, test):
        super().stopTest(test)
        name = test.id()
        if name not in self.bad:
            self.report("pass", test)
        elif self.bad[name] is not None:
            self.report("fail", test, self.bad[name])


def run_main(module, support):
    """The few files that make their tests themselves: what they run comes here."""
    support._run_suite = lambda suite: suite.run(Reporter())
    try:
        module.test_main()
    except Exception as e:      # of doctests, and of what is checked outside of tests
        sys.__stdout__.write(f"@@ start\t{module.__name__}.test_main\t\n")
        detail = f"{type(e).__name__}: {e}".replace("\t", " ").replace("\n", " | ")[:240]
        sys.__stdout__.write(f"@@ fail\t{module.__name__}.test_main\t{detail}\n")


def main():
    name = sys.argv[1]
    import test
    if sys.argv[2:3] == ["--tests"]:
        test.__path__[:] = [sys.argv[3]]
    from test import support
    support.use_resources = ()
    support.verbose = 0
    # What asks CPython's internals of it skips whole files; columns are always kept here.
    support.has_no_debug_ranges = lambda: False
    sys.argv[1:] = []
    __import__(name)
    module = sys.modules[name]
    if hasattr(module, "test_main"):
        run_main(module, support)
    else:
        unittest.TestLoader().loadTestsFromModule(module).run(Reporter())
    sys.__stdout__.write("@@ done\t\t\n")
    sys.__stdout__.flush()


if __name__ == "__main__":
    main()
