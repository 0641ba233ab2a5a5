# _sqlite3: statements, parameters, transactions, types, Python functions in SQL, errors.
import gc
import sqlite3
import threading


def attempt(function, *args, **kwargs):
    try:
        return function(*args, **kwargs)
    except Exception as e:
        code = getattr(e, "sqlite_errorname", None)
        return f"{type(e).__name__}: {e}" + (f" ({code})" if code else "")


con = sqlite3.connect(":memory:")
cur = con.cursor()
print(cur.execute("create table t(id integer primary key, name text, size real, data blob)") is cur, cur.rowcount, cur.description)
cur.execute("insert into t(name, size, data) values (?, ?, ?)", ("first", 1.5, b"\0\1"))
print(cur.lastrowid, cur.rowcount, con.in_transaction, con.total_changes)
cur.executemany("insert into t(name, size) values (:name, :size)", [{"name": f"n{i}", "size": i} for i in range(5)])
print(cur.rowcount, cur.lastrowid)
con.commit()
print(con.in_transaction, list(con.execute("select * from t where id < ? order by id", (4,))))
print(cur.execute("select name, size as s, count(*) from t group by name").description)
print(cur.fetchone(), cur.fetchmany(2), cur.fetchall(), cur.fetchone())

# transactions
with attempt(lambda: con):
    con.execute("delete from t where id = 2")
try:
    with con:
        con.execute("delete from t")
        raise KeyError("undo")
except KeyError:
    pass
print(con.execute("select count(*) from t").fetchone(), con.isolation_level)
auto = sqlite3.connect(":memory:", autocommit=False)
print(auto.in_transaction, auto.autocommit, attempt(setattr, auto, "autocommit", 5))
auto.close()

# rows
con.row_factory = sqlite3.Row
row = con.execute("select id, name from t").fetchone()
print(tuple(row), row.keys(), row["NAME"], row[0], row[-1], row[:1], len(row), row == row, attempt(lambda: row["x"]), attempt(lambda: row[9]))
con.row_factory = lambda cursor, row: {d[0]: v for d, v in zip(cursor.description, row)}
print(con.execute("select 1 as a, null as b, 'x' as c").fetchall())
con.row_factory = None
con.text_factory = bytes
print(con.execute("select 'é', 1 << 40, 2.5, x'00ff'").fetchone())
con.text_factory = str

# errors
for sql, *parameters in [("select",), ("select * from nothing",), ("select ?",), ("select ?", (1, 2)), ("select :a", {}), ("select ?", {"a": 1}),
                         ("select ?", (object,)), ("select ?", (2**63,)), ("select 1; select 2",), ("select 1\0",), ("select ?", 5),
                         ("insert into t(id) values (1)",), ("",), (5,), ("select cast(x'ff' as text)",)]:
    print(sql, parameters, attempt(lambda: con.execute(sql, *parameters).fetchall()))
print(attempt(con.executemany, "select ?", [(1,)]), attempt(sqlite3.connect, "/nonexistent/folder/file"))
print(attempt(setattr, con, "isolation_level", "x"), attempt(sqlite3.connect, ":memory:", isolation_level=5))
print(attempt(con.cursor, lambda c: 5), attempt(con.setlimit, 99, 1), attempt(con.getconfig, 5))
thread = threading.Thread(target=lambda: print(attempt(con.execute, "select 1")[:80]))
thread.start()
thread.join()


# Python in SQL
class Sum:
    def __init__(self):
        self.values = []

    def step(self, v):
        self.values.append(v)

    def inverse(self, v):
        self.values.remove(v)

    def value(self):
        return sum(self.values)

    finalize = value


con.create_function("twice", 1, lambda v: v * 2, deterministic=True)
con.create_aggregate("total2", 1, Sum)
con.create_window_function("moving", 1, Sum)
con.create_collation("backwards", lambda a, b: (a < b) - (a > b))
print(con.execute("select twice(21), twice('ab'), twice(2.5)").fetchone(), con.execute("select total2(id) from t").fetchone())
print(con.execute("select id, moving(id) over (order by id rows between 1 preceding and current row) from t order by id").fetchall())
print([r[0] for r in con.execute("select name from t order by name collate backwards")])
con.create_function("broken", 0, lambda: 1 / 0)
print(attempt(con.execute, "select broken()"), attempt(con.execute, "select twice()"))
traced = []
con.set_trace_callback(traced.append)
con.execute("select ?, ?", (1, "it's"))
con.set_trace_callback(None)
con.set_authorizer(lambda action, *rest: sqlite3.SQLITE_DENY if action == sqlite3.SQLITE_READ else sqlite3.SQLITE_OK)
print(traced, attempt(con.execute, "select name from t"))
con.set_authorizer(None)
con.set_progress_handler(lambda: 1, 1)
print(attempt(con.execute, "select count(*) from t, t, t"))
con.set_progress_handler(None, 1)


# adapters and converters
class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __conform__(self, protocol):
        if protocol is sqlite3.PrepareProtocol:
            return f"{self.x};{self.y}"


sqlite3.register_adapter(complex, lambda c: f"{c.real:g};{c.imag:g}")
sqlite3.register_converter("point", lambda data: tuple(map(float, data.split(b";"))))
typed = sqlite3.connect(":memory:", detect_types=sqlite3.PARSE_DECLTYPES | sqlite3.PARSE_COLNAMES)
typed.execute("create table p(a point, b text)")
typed.execute("insert into p values (?, ?)", (Point(1, 2), 3 + 4j))
cursor = typed.execute('select a, b, b as "c [point]", null as "d [point]" from p')
print(cursor.fetchone(), [d[0] for d in cursor.description])

# blobs, dumps, copies
blob = con.blobopen("t", "data", 1)
print(len(blob), blob.read(), blob[0], blob[-1], blob[:], attempt(blob.write, b"abc"), blob.seek(0), blob.write(b"xy"), blob.tell())
blob[1] = 122
print(blob[0:2], attempt(lambda: blob[5]), attempt(lambda: blob["a"]), attempt(blob.seek, 9))
blob.close()
print(attempt(blob.read))
copy = sqlite3.connect(":memory:")
con.commit()
con.backup(copy, progress=lambda *state: print(state))
print("\n".join(line for line in copy.iterdump() if "INSERT" in line))
again = sqlite3.connect(":memory:")
again.deserialize(copy.serialize())
print(again.execute("select data from t where id = 1").fetchall())
again.executescript("create table x(a); insert into x values (1); -- done\n")
print(again.execute("select * from x").fetchall(), sqlite3.complete_statement("select 1;"), sqlite3.complete_statement("select 1"))
print(again.execute("insert into x values (2) returning a").fetchall())
cursor = again.execute("select * from x")
cursor = None
gc.collect()
again.execute("drop table x")
again.close()
print(attempt(again.execute, "select 1"), attempt(again.close))
