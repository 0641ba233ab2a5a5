"""Thousands separators with every type and width."""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

check("""
f"{1234567:,}", f"{-1234567:,}", f"{1234567:_}", f"{123:,}", f"{0:,}", f"{1234567.891:,}", f"{1234567.891:,.1f}"
f"{1234567:10,}", f"{1234567:012,}", f"{1234567:<15,}|", f"{1234567:^15,}|", f"{1234567:+,}", f"{1234567:*>15,}"
f"{0xffff:_x}", f"{0xffffff:#_x}", f"{255:_b}", f"{255:#_b}", f"{8 ** 10:_o}"
f"{1234.5:,.2f}", f"{1e10:,g}", f"{123456789.0:,e}", f"{1234567.0:_}", f"{0.5:,%}", f"{12345.678:,.0f}"
f"{10 ** 30:,}", f"{-10 ** 15:_}", f"{12345:06,}", f"{12345:07,}", f"{12345:08,}", f"{12345:09,}"
f"{1234567:,d}", f"{True:,}", f"{1234j:,}"
f"{1:,n}"
f"{1:_n}"
f"{1:,_}"
f"{1:_,}"
f"{1:,x}"
f"{1:,s}"
f"{'a':,}"
f"{1:,c}"
""")
