# Every combination of fill, alignment, sign, width, grouping, precision and type.
def checksum(results):
    h = 7
    for text in results:
        for byte in text.encode():
            h = (h * 131 + byte) % 2305843009213693951
    return h


def attempt(value, spec):
    try:
        return format(value, spec)
    except (ValueError, OverflowError):
        return "error"


specs = [
    align + sign + alternate + zero + width + grouping + precision
    for align in ("", "<", "*>", "é^", "0=")
    for sign in ("", "+", " ", "-")
    for alternate in ("", "#")
    for zero in ("", "0")
    for width in ("", "12")
    for grouping in ("", ",", "_")
    for precision in ("", ".0", ".3")
]
print(len(specs))  # expect: 1440
for value, kinds in (
    (0, "dxXobnceEfFgG%s"),
    (-1234567, "dxobn,efg%s"),
    (2**70, "dxobeg"),
    (True, "dx"),
    (0.0, "eEfFgGn%ds"),
    (-1234.5678, "efgn%"),
    (1e22, "efg"),
    (1.5e-7, "efg%"),
    (float("inf"), "efgF%"),
    (float("nan"), "efg"),
    ("text", "sdx"),
    ("", "s"),
    (3 - 4j, "efgn"),
):
    results = [attempt(value, spec + kind) for spec in specs for kind in [""] + list(kinds)]
    print(repr(value), results.count("error"), checksum(results))
# expect: 0 10540 834555166286981681
# expect: -1234567 9280 11239832423861330
# expect: 1180591620717411303424 5280 2112093349324327939
# expect: True 3040 1413253020548815598
# expect: 0.0 3840 1569495768852236419
# expect: -1234.5678 960 487697829282173683
# expect: 1e+22 0 1542957288577922685
# expect: 1.5e-07 0 1755637134852580232
# expect: inf 0 1091731604006425056
# expect: nan 0 197002860710814534
# expect: 'text' 5664 1130536351438502233
# expect: '' 2784 760483894069716131
# expect: (3-4j) 3456 1546476402618995896
