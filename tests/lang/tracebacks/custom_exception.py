"""Names of exceptions: module and qualified name."""
class Outer:
    class Inner(Exception):
        __module__ = "pkg.mod"
raise Outer.Inner("qualified", 2)
