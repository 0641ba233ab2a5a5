"""An unindent that matches nothing."""
if True:
        x = 1
    y = 2
