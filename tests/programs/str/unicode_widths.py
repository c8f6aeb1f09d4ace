# Strings of one, two and four bytes a character meet in one expression.
parts = ["ascii", "latin é", "greek Ω", "emoji 😀"]
joined = "/".join(parts)
print(joined, len(joined))  # expect: ascii/latin é/greek Ω/emoji 😀 29
for a in parts:
    for b in parts:
        c = a + b
        assert len(c) == len(a) + len(b) and c[: len(a)] == a and c[len(a) :] == b
        assert c.find(b) == len(a) or a == b
        assert c.replace(b, "") == "" if a == b else c.replace(b, "") == a
        assert c[::-1] == b[::-1] + a[::-1] and hash(c) == hash(a + b)
print("😀é"[1:], "Ωa"[1:] == "a", "😀a"[1:] in {"a"}, ("😀" + "a")[1:] == "a")  # expect: é True True True
print("e\u0301" == "é", len("e\u0301"), "👨‍👩‍👧"[0], len("👨‍👩‍👧"))  # expect: False 2 👨 5
