# A source file may begin with a byte order mark or a coding comment; here, with neither.
s = "äöü ← ∑ 日本 😀"
print(s, len(s), s.encode("utf-8")[:4])  # expect: äöü ← ∑ 日本 😀 12 b'\xc3\xa4\xc3\xb6'
