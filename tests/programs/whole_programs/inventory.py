# Records sorted, grouped, joined and reported, the way small scripts do it.
from collections import defaultdict
from itertools import groupby
from operator import itemgetter

ORDERS = """\
2024-01-03,ann,apple,3
2024-01-03,bob,pear,5
2024-01-04,ann,fig,20
2024-01-07,cid,apple,1
2024-01-07,ann,pear,2
2024-01-09,bob,apple,7
2024-01-09,bob,melon,1
"""
PRICES = {"apple": 0.5, "pear": 0.75, "fig": 0.1}

orders = [dict(zip(("date", "who", "what", "n"), line.split(","))) for line in ORDERS.splitlines()]
for order in orders:
    order["n"] = int(order["n"])
    order["cost"] = order["n"] * PRICES.get(order["what"], 0)
totals = defaultdict(float)
for order in orders:
    totals[order["who"]] += order["cost"]
print(dict(totals))  # expect: {'ann': 5.0, 'bob': 7.25, 'cid': 0.5}
for date, group in groupby(orders, key=itemgetter("date")):
    group = list(group)
    print(date, len(group), sum(o["n"] for o in group), sorted({o["who"] for o in group}))
# expect: 2024-01-03 2 8 ['ann', 'bob']
# expect: 2024-01-04 1 20 ['ann']
# expect: 2024-01-07 2 3 ['ann', 'cid']
# expect: 2024-01-09 2 8 ['bob']
print(f"{'item':<8}|{'n':>4}|{'cost':>7}")  # expect: item    |   n|   cost
print("-" * 21)  # expect: ---------------------
for what in sorted({o["what"] for o in orders}):
    chosen = [o for o in orders if o["what"] == what]
    print(f"{what:<8}|{sum(o['n'] for o in chosen):>4}|{sum(o['cost'] for o in chosen):>7.2f}")
# expect: apple   |  11|   5.50
# expect: fig     |  20|   2.00
# expect: melon   |   1|   0.00
# expect: pear    |   7|   5.25
best = max(orders, key=lambda o: (o["cost"], o["who"]))
print("{date}: {who} bought {n} × {what} for {cost:.2f}".format(**best))
# expect: 2024-01-03: bob bought 5 × pear for 3.75
missing = {o["what"] for o in orders} - PRICES.keys()
print(missing, PRICES.keys() <= {o["what"] for o in orders})  # expect: {'melon'} True
print(sorted(orders, key=itemgetter("n", "who"))[0]["what"])  # expect: melon
pivot = {who: {what: 0 for what in PRICES} for who in totals}
for o in orders:
    if o["what"] in PRICES:
        pivot[o["who"]][o["what"]] += o["n"]
print(pivot)
# expect: {'ann': {'apple': 3, 'pear': 2, 'fig': 20}, 'bob': {'apple': 7, 'pear': 5, 'fig': 0}, 'cid': {'apple': 1, 'pear': 0, 'fig': 0}}
