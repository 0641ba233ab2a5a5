"""A return statement over several lines with the failing part in the middle."""
def build(parts):
    return (
        "start"
        + parts[0]
        + parts[1].upper()
        + "end"
    )
build(["a", None])
