# Upper, lower, title and their tests, beyond ASCII too.
print("Hello World".upper())  # expect: HELLO WORLD
print("Hello World".lower(), "hello world".title())  # expect: hello world Hello World
print("hELLO wORLD".capitalize(), "Hello".swapcase())  # expect: Hello world hELLO
print("straße".upper(), "ÄÖÜ".lower(), "ß".casefold())  # expect: STRASSE äöü ss
print("Σίσυφος".lower(), "ΑΣ".lower(), "ﬁ".upper(), "ǆ".title())  # expect: σίσυφος ας FI ǅ
print("they're bill's".title(), "x1y2 z".title())  # expect: They'Re Bill'S X1Y2 Z
print("İ".lower() == "i̇", "ŉ".upper())  # expect: True ʼN
print("ABC".isupper(), "AbC".isupper(), "A1!".isupper(), "1!".isupper())  # expect: True False True False
print("abc".islower(), "Title Case".istitle(), "Not title".istitle())  # expect: True True False
print("".isupper(), "".islower(), "".istitle())  # expect: False False False
