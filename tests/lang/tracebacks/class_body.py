"""An error in a class body."""
class Broken:
    a = 1
    class Inner:
        b = a + undefined
