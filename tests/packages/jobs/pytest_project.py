# needs: pytest
"""A project's tests under pytest: fixtures, parameters, marks, rewritten assertions, captured output, failures with their reports."""
import sys

with open("conftest.py", "w") as file:
    file.write('''
import pytest

@pytest.fixture(scope="session")
def numbers():
    return list(range(5))

@pytest.fixture(params=["a", "b"])
def letter(request):
    yield request.param.upper()

def pytest_configure(config):
    config.addinivalue_line("markers", "slow: takes its time")
''')
with open("test_sample.py", "w") as file:
    file.write('''
import os, sys, warnings
import pytest

def add(a, b):
    return a + b

@pytest.mark.parametrize("a, b, total", [(1, 2, 3), (2.5, 2.5, 5.0), ("x", "y", "xy"), ([1], [2], [1, 2])])
def test_add(a, b, total):
    assert add(a, b) == total

def test_fixture(numbers, letter):
    assert sum(numbers) == 10 and letter in ("A", "B")

def test_failing_comparison(numbers):
    assert numbers == [0, 1, 2, 4, 4]

def test_failing_call():
    text = "spam and eggs"
    assert text.upper().startswith("EGGS"), "no eggs"

def test_error():
    {}["missing"]

def test_raises():
    with pytest.raises(ValueError, match="invalid literal") as info:
        int("x")
    assert "x" in str(info.value)

def test_tmp_path(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOME", "thing")
    (tmp_path / "f.txt").write_text(os.environ["SOME"])
    assert open("f.txt").read() == "thing"

def test_capture(capsys):
    print("out")
    print("err", file=sys.stderr)
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("out\\\\n", "err\\\\n")

def test_approx():
    assert 0.1 + 0.2 == pytest.approx(0.3)

@pytest.mark.skip(reason="not today")
def test_skipped():
    assert False

@pytest.mark.xfail(strict=True)
def test_expected_failure():
    assert 1 == 2

def test_warning():
    with pytest.warns(DeprecationWarning, match="old"):
        warnings.warn("old", DeprecationWarning)

class TestClass:
    def setup_method(self):
        self.value = 41

    def test_method(self):
        assert self.value + 1 == 42

    @pytest.mark.slow
    def test_sets(self):
        assert {1, 2, 3} == {1, 2, 4}
''')
import pytest

print("status", int(pytest.main(["-p", "no:cacheprovider", "-v", "-rA", "--tb=short", "-W", "ignore"])))
print("status", int(pytest.main(["-p", "no:cacheprovider", "-q", "-k", "add or approx", "--collect-only"])))
print("status", int(pytest.main(["-p", "no:cacheprovider", "-q", "-m", "slow", "--tb=long"])))
