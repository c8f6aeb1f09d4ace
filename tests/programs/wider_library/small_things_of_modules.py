# Small things of modules that programs meet.
import codecs
import csv
import io
import math
import os.path
import socket
import statistics
import warnings
import zlib

print(list(csv.reader(["1,,'a',", "2.5"], quoting=csv.QUOTE_NONNUMERIC, quotechar="'")))
print(list(csv.reader(["a   b"], delimiter=" ", skipinitialspace=True)))
for character in "quotechar", "escapechar":
    try:
        csv.reader([], skipinitialspace=True, **{character: " "})
    except ValueError as error:
        print(error)
out = io.StringIO()
csv.writer(out, delimiter=" ", skipinitialspace=True).writerow(["a", "", "b"])
print(out.getvalue().rstrip())
try:
    csv.writer(out, delimiter=" ", skipinitialspace=True, quoting=csv.QUOTE_NONE).writerow(["a", ""])
except csv.Error as error:
    print(error)


class Number(float):
    def __ceil__(self):
        return "ceil"

    def __floor__(self):
        return "floor"

    def __trunc__(self):
        return "trunc"


print(math.ceil(Number(1.5)), math.floor(Number(1.5)), math.trunc(Number(1.5)), math.ceil(1.5))
print(math.nextafter(0.0, -0.0), math.nextafter(-0.0, 0.0), math.nextafter(1.0, 1.0, steps=0))
print(statistics.NormalDist(5, 0).inv_cdf(0.5))

print(ascii(os.path.normpath("a//b/./\ud800/../\udc80")))
try:
    os.stat("\ud800")
except UnicodeEncodeError as error:
    print(error.reason)

try:
    zlib.decompressobj().flush(0)
except ValueError as error:
    print(error)
try:
    zlib.compressobj(1, zlib.DEFLATED, 0)
except ValueError as error:
    print(error)

try:
    codecs.decode(b"xx", "hex")
except ValueError as error:
    print(error.__notes__)
try:
    codecs.encode("é", "ascii")
except UnicodeError as error:
    print(error.__notes__)

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    with open(__file__, "rb", buffering=1) as file:
        print(file.readline()[:1])
    read, write = os.pipe()
    os.close(read)
    os.close(write)
    print([str(each.message)[:14] for each in caught])

print(socket.getnameinfo(("127.0.0.1", 80), socket.NI_NUMERICHOST | socket.NI_NUMERICSERV))
try:
    socket.getnameinfo(("no number", 80), 0)
except socket.gaierror as error:
    print(error.errno == socket.EAI_NONAME)
try:
    socket.getservbyname("no such service")
except OSError as error:
    print(error)
print(socket.SOL_TCP == socket.IPPROTO_TCP, socket.SOCK_RDM)
with socket.socket(socket.AF_UNIX) as one:
    one.bind("")
    print(one.getsockname()[:1], len(one.getsockname()))
with socket.socket(socket.AF_UNIX) as one:
    one.bind(b"\0" + b"n" * 107)
    print(len(one.getsockname()))
# expect: [[1.0, '', 'a', ''], [2.5]]
# expect: [['a', 'b']]
# expect: bad quotechar value
# expect: bad escapechar value
# expect: a "" b
# expect: empty field must be quoted if delimiter is a space and skipinitialspace is true
# expect: ceil floor trunc 2
# expect: -0.0 0.0 1.0
# expect: 5.0
# expect: 'a/b/\udc80'
# expect: surrogates not allowed
# expect: length must be greater than zero
# expect: Invalid initialization option
# expect: ["decoding with 'hex' codec failed"]
# expect: ["encoding with 'ascii' codec failed"]
# expect: b'#'
# expect: ['line buffering']
# expect: ('127.0.0.1', '80')
# expect: True
# expect: service/proto not found
# expect: True 4
# expect: b'\x00' 6
# expect: 108
