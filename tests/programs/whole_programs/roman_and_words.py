# Numbers as Roman numerals and as English words, and back.
VALUES = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
ROMAN = list(zip(VALUES, "M CM D CD C XC L XL X IX V IV I".split()))
ONES = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen""".split()
TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()
SCALES = ["", "thousand", "million", "billion"]


def to_roman(n):
    out = ""
    for value, letters in ROMAN:
        count, n = divmod(n, value)
        out += letters * count
    return out


def from_roman(text):
    values = [dict((l, v) for v, l in ROMAN if len(l) == 1)[c] for c in text]
    return sum(-v if any(w > v for w in values[i + 1 : i + 2]) else v for i, v in enumerate(values))


def spell(n):
    if n < 0:
        return "minus " + spell(-n)
    if n < 20:
        return ONES[n]
    if n < 100:
        return TENS[n // 10] + ("-" + ONES[n % 10] if n % 10 else "")
    if n < 1000:
        return ONES[n // 100] + " hundred" + (" and " + spell(n % 100) if n % 100 else "")
    parts = []
    for scale in SCALES:
        n, group = divmod(n, 1000)
        if group:
            parts.append(spell(group) + (" " + scale if scale else ""))
    return " ".join(reversed(parts))


print([to_roman(n) for n in (1, 4, 9, 14, 40, 90, 400, 1987, 2024, 3999)])
# expect: ['I', 'IV', 'IX', 'XIV', 'XL', 'XC', 'CD', 'MCMLXXXVII', 'MMXXIV', 'MMMCMXCIX']
print(all(from_roman(to_roman(n)) == n for n in range(1, 4000)))  # expect: True
for n in (0, 13, 20, 42, 100, 115, 1000, 1234567, -5, 10**9):
    print(spell(n))
# expect: zero
# expect: thirteen
# expect: twenty
# expect: forty-two
# expect: one hundred
# expect: one hundred and fifteen
# expect: one thousand
# expect: one million two hundred and thirty-four thousand five hundred and sixty-seven
# expect: minus five
# expect: one billion
print(sum(len(spell(n).replace(" ", "").replace("-", "")) for n in range(1, 1001)))  # expect: 21124
