"""Tables joined, grouped and aggregated in dictionaries, as a small query engine over rows would do it.

Exercises: dict building and lookup with int, str and tuple keys, dict views and merging, comprehensions, itemgetter-like
closures, generators chained as query steps, nested dicts, deletion while collecting.
"""
import sys

N = int(sys.argv[1]) if len(sys.argv) > 1 else 250000


def stream(seed):
    state = seed
    while True:
        state = (state * 22695477 + 1) & 0xFFFFFFFF
        yield state >> 8


def make_tables(n):
    numbers = stream(3)
    countries = ["NO", "SE", "FI", "DK", "IS", "EE", "LV", "LT"]
    customers = [{"id": i, "name": f"customer {i}", "country": countries[next(numbers) % 8]} for i in range(n // 20 + 1)]
    products = [{"sku": f"P{i:04d}", "price": 100 + next(numbers) % 9900, "kind": "abcde"[i % 5]} for i in range(200)]
    orders = []
    for i in range(n):
        orders.append({
            "id": i,
            "customer": next(numbers) % (n // 20 + 8),      # some customers do not exist
            "sku": f"P{next(numbers) % 205:04d}",           # nor do some products
            "quantity": 1 + next(numbers) % 9,
            "day": next(numbers) % 365,
        })
    return customers, products, orders


def index_by(rows, column):
    return {row[column]: row for row in rows}


def hash_join(left, right, left_column, right_column):
    table = {}
    for row in right:
        table.setdefault(row[right_column], []).append(row)
    for row in left:
        for other in table.get(row[left_column], ()):
            yield {**other, **row}


def where(rows, test):
    return (row for row in rows if test(row))


def extend(rows, **columns):
    for row in rows:
        row = dict(row)
        for name, function in columns.items():
            row[name] = function(row)
        yield row


def group_by(rows, columns, **aggregates):
    """One row for each combination of the columns; each aggregate is (function of a row, start, combination)."""
    groups = {}
    for row in rows:
        key = tuple(row[column] for column in columns)
        state = groups.get(key)
        if state is None:
            state = groups[key] = {name: start for name, (_, start, _) in aggregates.items()}
        for name, (function, _, combine) in aggregates.items():
            state[name] = combine(state[name], function(row))
    for key, state in groups.items():
        yield dict(zip(columns, key)) | state


def report(customers, products, orders):
    joined = hash_join(orders, products, "sku", "sku")
    joined = hash_join(joined, [{"customer": c["id"], "country": c["country"]} for c in customers], "customer", "customer")
    priced = extend(joined, amount=lambda r: r["price"] * r["quantity"], month=lambda r: r["day"] // 31)
    return list(group_by(priced, ("country", "kind"), total=(lambda r: r["amount"], 0, lambda a, b: a + b),
                         count=(lambda r: 1, 0, lambda a, b: a + b), largest=(lambda r: r["amount"], 0, max)))


def report_by_hand(customers, products, orders):
    country = {c["id"]: c["country"] for c in customers}
    product = index_by(products, "sku")
    totals, counts = {}, {}
    for order in orders:
        p = product.get(order["sku"])
        if p is None or order["customer"] not in country:
            continue
        key = country[order["customer"]], p["kind"]
        totals[key] = totals.get(key, 0) + p["price"] * order["quantity"]
        try:
            counts[key] += 1
        except KeyError:
            counts[key] = 1
    return totals, counts


def often_together(orders, least):
    """Pairs of products that the same customer bought on one day."""
    baskets = {}
    for order in orders:
        baskets.setdefault((order["customer"], order["day"] // 30), set()).add(order["sku"])
    pairs = {}
    for basket in baskets.values():
        items = sorted(basket)
        for i, a in enumerate(items):
            for b in items[i + 1:]:
                pairs[a, b] = pairs.get((a, b), 0) + 1
    for key in [key for key, count in pairs.items() if count < least]:
        del pairs[key]
    return pairs


def running_balance(orders):
    """Nested dicts: the quantity by day, accumulated, for each customer."""
    by_customer = {}
    for order in orders:
        days = by_customer.setdefault(order["customer"], {})
        days[order["day"]] = days.get(order["day"], 0) + order["quantity"]
    peak = {}
    for customer, days in by_customer.items():
        balance = 0
        for day in sorted(days):
            balance += days[day] - 5
            if balance > peak.get(customer, (0, 0))[0]:
                peak[customer] = (balance, day)
    return peak


def main():
    customers, products, orders = make_tables(N)
    result = report(customers, products, orders)
    result.sort(key=lambda row: (row["country"], row["kind"]))
    for row in result[::9]:
        print("{country} {kind} {count:>6} {total:>12} {largest:>7}".format(**row))
    totals, counts = report_by_hand(customers, products, orders)
    same = {(r["country"], r["kind"]): (r["total"], r["count"]) for r in result} == \
        {key: (totals[key], counts[key]) for key in totals.keys() & counts.keys()}
    print("agree" if same else "disagree", sum(totals.values()))
    pairs = often_together(orders, 3)
    best = sorted(pairs.items(), key=lambda item: (-item[1], item[0]))[:3]
    print(f"{len(pairs)} pairs, {best}")
    peak = running_balance(orders)
    print("peaks:", sorted(peak.items(), key=lambda item: (-item[1][0], item[0]))[:3])
    missing = {o["customer"] for o in orders} - index_by(customers, "id").keys()
    print("unknown customers", sorted(missing)[:8])


main()
