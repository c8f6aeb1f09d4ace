# Upper, lower, title and their tests, beyond ASCII too.
print("Hello World".upper(), "Hello World".lower(), "hello world".title(), "hELLO wORLD".capitalize(), "Hello".swapcase())
# expect: HELLO WORLD hello world Hello World Hello world hELLO
print("straße".upper(), "ÄÖÜ".lower(), "ß".casefold(), "Σίσυφος".lower(), "ΑΣ".lower(), "ﬁ".upper(), "ǆ".title())
# expect: STRASSE äöü ss σίσυφος ας FI ǅ
print("they're bill's".title(), "x1y2 z".title(), "İ".lower() == "i̇", "ŉ".upper())
# expect: They'Re Bill'S X1Y2 Z True ʼN
print("ABC".isupper(), "AbC".isupper(), "A1!".isupper(), "1!".isupper(), "abc".islower(), "Title Case".istitle(), "Not title".istitle())
# expect: True False True False True True False
print("".isupper(), "".islower(), "".istitle())  # expect: False False False
