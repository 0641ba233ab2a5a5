"""Names of nested functions and methods in tracebacks."""
class Outer:
    class Inner:
        def method(self):
            def local(): return self.missing
            return local()
Outer.Inner().method()
