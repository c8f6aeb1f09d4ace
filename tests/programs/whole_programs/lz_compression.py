# Dictionary compression in two kinds, and back again.
def lzw(data):
    table = {bytes([n]): n for n in range(256)}
    word, out = b"", []
    for byte in data:
        longer = word + bytes([byte])
        if longer in table:
            word = longer
        else:
            out.append(table[word])
            table[longer] = len(table)
            word = bytes([byte])
    return out + ([table[word]] if word else [])


def unlzw(codes):
    table = [bytes([n]) for n in range(256)]
    out, previous = bytearray(), b""
    for code in codes:
        entry = table[code] if code < len(table) else previous + previous[:1]
        out += entry
        if previous:
            table.append(previous + entry[:1])
        previous = entry
    return bytes(out)


def lz77(data, window=255):
    i, out = 0, []
    while i < len(data):
        best, start = 0, 0
        for j in range(max(0, i - window), i):
            n = 0
            while i + n < len(data) - 1 and n < 60 and data[j + n] == data[i + n]:
                n += 1
            if n > best:
                best, start = n, i - j
        out.append((start, best, data[i + best]))
        i += best + 1
    return out


def unlz77(triples):
    out = bytearray()
    for back, n, byte in triples:
        for _ in range(n):
            out.append(out[-back])
        out.append(byte)
    return bytes(out)


TEXT = b"she sells sea shells by the sea shore; the shells she sells are sea shells, I'm sure. " * 4
for data in (
    b"",
    b"a",
    b"aaaaaaaaaa",
    b"abababab",
    TEXT,
    bytes(range(256)),
    bytes(n * n % 251 for n in range(400)),
):
    codes, triples = lzw(data), lz77(data)
    assert unlzw(codes) == data and unlz77(triples) == data
    print(len(data), len(codes), len(triples))
# expect: 0 0 0
# expect: 1 1 1
# expect: 10 4 2
# expect: 8 5 3
# expect: 344 133 32
# expect: 256 256 256
# expect: 400 326 192
