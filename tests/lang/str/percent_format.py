"""The % operator with every conversion, flags, mappings and errors."""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

class I:
    def __index__(self): return 5
class F:
    def __float__(self): return 2.5
check("""
"%s" % "a"
"%s %s" % ("a", 1)
"%r %a" % ("é", "é")
"%d %i %u" % (1, -2, 3)
"%d" % 2.9
"%d" % I()
"%f" % F()
"%x %X %o" % (255, 255, 8)
"%#x %#X %#o" % (255, 255, 8)
"%x" % -255
"%#x" % 10 ** 20
"%c%c%c" % (65, "b", 0x65e5)
"%5d|%-5d|%05d|%+d|% d" % (1, 2, 3, 4, 5)
"%5s|%-5s|%.2s|%5.1s" % ("a", "b", "cde", "fgh")
"%*d|%-*d|%.*f" % (5, 1, 5, 2, 2, 3.14159)
"%%"  % ()
"100%%" % ()
"%(a)s %(b)d %(a)r" % {"a": "x", "b": 2}
"%(a)5.2f" % {"a": 3.14159}
"%(a b)s" % {"a b": 1}
"%((x))s" % {"(x)": 1}
"%()s" % {"": 1}
"%s" % (("tuple",),)
"%s" % ([1, 2],)
"%s" % [1, 2]
"%s" % {}
"%s" % {"a": 1}
"%.3d" % 5
"%.5x" % 255
"%#.5x" % 255
"%+.3d" % 5
"%08.3d" % 5
"%-08d|" % 5
"%5%|" % ()
"%ld %hd" % (1, 2)
"%d" % "a"
"%d" % None
"%x" % 1.5
"%c" % "ab"
"%c" % -1
"%c" % 1.5
"%f" % "a"
"%s" % ()
"%s %s" % "a"
"%s" % (1, 2)
"abc" % 1
"abc" % ()
"abc" % {}
"abc" % []
"%q" % 1
"%" % 1
"%(a)s" % 1
"%(a)s" % (1,)
"%(a)s" % {}
"%(a" % {"a": 1}
"%*d" % ("a", 1)
"%.*f" % (1.5, 1)
"%d" % True
"%s" % True
"%i" % 10 ** 30
"%e" % 10 ** 30
"%.0f" % 2.5
"%1000s" % "" == " " * 1000
"%z" % 1
"%d%%" % 50
"日%s" % "本"
""")
