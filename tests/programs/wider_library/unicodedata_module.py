# What Unicode says about characters.
import unicodedata as u

print([u.category(c) for c in "aA1 _é日😀\n"])  # expect: ['Ll', 'Lu', 'Nd', 'Zs', 'Pc', 'Ll', 'Lo', 'So', 'Cc']
print([u.name(c, "none") for c in "aé\n"])
# expect: ['LATIN SMALL LETTER A', 'LATIN SMALL LETTER E WITH ACUTE', 'none']
print(u.lookup("GREEK SMALL LETTER PI"))  # expect: π
print(u.normalize("NFD", "é") == "e\u0301", u.normalize("NFC", "e\u0301") == "é")  # expect: True True
print(u.normalize("NFKC", "ﬁ①"), u.is_normalized("NFC", "é"))  # expect: fi1 True
print(u.decimal("7"), u.digit("²"), u.numeric("½"), u.decimal("x", None))  # expect: 7 2 0.5 None
print(u.combining("\u0301"), u.bidirectional("א"))  # expect: 230 R
print(u.east_asian_width("日"), u.mirrored("("))  # expect: W 1
for bad in (lambda: u.lookup("NO SUCH"), lambda: u.name("\n"), lambda: u.decimal("x")):
    try:
        bad()
    except (KeyError, ValueError) as e:
        print(type(e).__name__)
# expect: KeyError
# expect: ValueError
# expect: ValueError
