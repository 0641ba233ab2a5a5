import json

RECORD = {"id": 12345, "name": "a name of usual length", "tags": ["red", "green", "blue"], "price": 12.75, "active": True, "parent": None,
          "nested": {"x": 1, "y": -2, "label": "origin"}}
RECORDS = [dict(RECORD, id=i) for i in range(50)]
TEXT = json.dumps(RECORDS)
INDENTED = json.dumps(RECORDS, indent=2)
NUMBERS = json.dumps([i * 37 % 1009 for i in range(500)])
FLOATS = json.dumps([i * 0.37 for i in range(500)])
STRINGS = json.dumps(["item number %d" % i for i in range(500)])
ESCAPED = json.dumps(['line %d\nwith a "quote" and \u00e9\u4e2d' % i for i in range(200)])


@benchmark
def loads_records(loops):
    for _ in range(loops):
        json.loads(TEXT)


@benchmark
def loads_indented(loops):
    for _ in range(loops):
        json.loads(INDENTED)


@benchmark
def loads_ints(loops):
    for _ in range(loops):
        json.loads(NUMBERS)


@benchmark
def loads_floats(loops):
    for _ in range(loops):
        json.loads(FLOATS)


@benchmark
def loads_strings(loops):
    for _ in range(loops):
        json.loads(STRINGS)


@benchmark
def loads_escapes(loops):
    for _ in range(loops):
        json.loads(ESCAPED)


@benchmark
def loads_small(loops):
    for _ in range(loops):
        json.loads('{"a": 1}')


@benchmark
def dumps_records(loops):
    for _ in range(loops):
        json.dumps(RECORDS)


@benchmark
def dumps_ints(loops, values=list(range(500))):
    for _ in range(loops):
        json.dumps(values)


@benchmark
def dumps_floats(loops, values=[i * 0.37 for i in range(500)]):
    for _ in range(loops):
        json.dumps(values)


@benchmark
def dumps_strings(loops, values=["item number %d" % i for i in range(500)]):
    for _ in range(loops):
        json.dumps(values)


@benchmark
def dumps_unicode(loops, values=['line %d\nwith a "quote" and \u00e9\u4e2d' % i for i in range(200)]):
    for _ in range(loops):
        json.dumps(values)


@benchmark
def dumps_small(loops):
    for _ in range(loops):
        json.dumps({"a": 1})


@benchmark
def dumps_sorted(loops):
    for _ in range(loops):
        json.dumps(RECORD, sort_keys=True)


@benchmark
def dumps_indented(loops):
    for _ in range(loops):
        json.dumps(RECORD, indent=2)
