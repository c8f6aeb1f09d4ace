# Formats are parsed once for a while, each thread its own; what is packed by them stays right however many there are.
import struct
import threading

wrong = []


def use():
    for turn in range(3):
        for n in range(1, 150):
            form = f"<{n}B" if n % 2 else f">{n}B".encode()
            data = struct.pack(form, *range(n))
            if struct.unpack(form, data) != tuple(range(n)) or struct.calcsize(form) != n:
                wrong.append(form)
        struct._clearcache()


threads = [threading.Thread(target=use) for _ in range(3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(wrong)  # expect: []

for value in (0, 2**63 - 1, 2**63, 2**64 - 1, -1, 2**64, 2**70):
    told = []
    for form in ("<Q", "<q", "P"):
        try:
            told += struct.unpack(form, struct.pack(form, value))
        except struct.error as error:
            told.append(f"({error})")
    print(*told)
# expect: 0 0 0
# expect: 9223372036854775807 9223372036854775807 9223372036854775807
# expect: 9223372036854775808 ('q' format requires -9223372036854775808 <= number <= 9223372036854775807) 9223372036854775808
# expect: 18446744073709551615 ('q' format requires -9223372036854775808 <= number <= 9223372036854775807) 18446744073709551615
# expect: ('Q' format requires 0 <= number <= 18446744073709551615) -1 18446744073709551615
# expect: ('Q' format requires 0 <= number <= 18446744073709551615) ('q' format requires -9223372036854775808 <= number <= 9223372036854775807) (int too large to convert)
# expect: ('Q' format requires 0 <= number <= 18446744073709551615) ('q' format requires -9223372036854775808 <= number <= 9223372036854775807) (int too large to convert)

source = iter(struct.iter_unpack("<H", bytes(6)))
print(list(source), bytes([True, 3]), bytes(bytearray([7])))  # expect: [(0,), (0,), (0,)] b'\x01\x03' b'\x07'
for item in (256, -1, 2**80):
    try:
        bytes([item])
    except ValueError as error:
        print(error)
# expect: bytes must be in range(0, 256)
# expect: bytes must be in range(0, 256)
# expect: bytes must be in range(0, 256)
