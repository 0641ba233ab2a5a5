"""printf-style formatting of numbers: flags, widths, precision."""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

check("""
"%d|%5d|%-5d|%05d|%+d|% d|%+5d|%-+5d|%5.3d|%.3d|%x|%X|%#x|%o|%#o" % ((42,) * 15)
"%d|%5d|%-5d|%05d|%+d|% d|%x|%#x|%#o" % ((-42,) * 9)
"%f|%.2f|%10.3f|%-10.1f|%+.1f|%010.2f|%.0f|%#.0f" % ((3.14159,) * 8)
"%e|%.2e|%E|%g|%G|%.3g|%#g|%10.2e" % ((12345.6789,) * 8)
"%g|%g|%g|%g|%g" % (1e-5, 1e5, 1e16, 100000, 0.0001)
"%i|%u|%ld|%hd|%lld" % (1, 2, 3, 4, 5) if False else "%i|%u|%ld|%hd" % (1, 2, 3, 4)
"%c%c" % (97, "b"), "%5c|%-5c|" % ("a", "b")
"%d" % 3.99, "%d" % -3.99, "%x" % True, "%f" % 10 ** 20, "%d" % 10 ** 25
"%.10f" % 0.1, "%.20f" % 0.1, "%.15g" % 0.1, "%.17g" % 0.1
"%f %f %f" % (float("inf"), float("-inf"), float("nan")), "%05f|%+f" % (float("inf"), float("nan"))
"%*d|%-*d|%.*f|%*.*f" % (5, 42, 5, 42, 2, 3.14159, 8, 2, 3.14159)
"%*d" % (-5, 42) + "|"
"%(a)d %(b)05.1f %(a)x" % {"a": 255, "b": 2.25}
"%d %s" % (1,)
"%d" % "1"
"%x" % 2.0
"%f" % "1.0"
"%c" % 0x110000
"%d%%|%5%|%-5%|" % (1,) if False else "%d%%" % 1
""")
