# A stream of UTF-16 or UTF-32 that does not say its order of bytes begins with a mark that does.
import io

for encoding, data in ("utf-16", b"a\0b\0"), ("utf-32", bytes(5)), ("utf-16", b"\xfe\xff\0a"), ("utf-16-le", b"a\0"), ("utf-16", b""):
    try:
        print(repr(io.TextIOWrapper(io.BytesIO(data), encoding, errors="ignore").read()))
    except UnicodeDecodeError as error:
        print(error)
# expect: 'utf-16' codec can't decode bytes in position 0-1: Stream does not start with BOM
# expect: 'utf-32' codec can't decode bytes in position 0-3: Stream does not start with BOM
# expect: 'a'
# expect: 'a'
# expect: ''
