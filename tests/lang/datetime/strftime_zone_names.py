# What strftime() does with the text that tzname() gives, and with text that is no UTF-8.
import datetime


class Zone(datetime.tzinfo):
    def __init__(self, name):
        self.name = name

    def utcoffset(self, when):
        return datetime.timedelta(hours=1)

    dst = utcoffset

    def tzname(self, when):
        return self.name


class Odd(str):
    def replace(self, *args):
        return None


class Shouting(str):
    def replace(self, old, new):
        return str.replace(self, old, new).upper()


for name in ("abc", "a%b", "%Y", Odd("x"), Shouting("quiet %d"), "\udcff", None, "\u00e9"):
    for stamp in (datetime.datetime(2001, 2, 3, tzinfo=Zone(name)), datetime.time(1, 2, tzinfo=Zone(name))):
        try:
            print(ascii(stamp.strftime("<%Z> %z")))
        except Exception as e:
            print(type(e).__name__, e)
for text in ("\udcff", "a\udc80%Y"):
    try:
        datetime.date(2000, 1, 1).strftime(text)
    except UnicodeEncodeError as e:
        print(e)
