# hashlib, base64, binascii, zlib-free checksums.
import base64
import binascii
import hashlib

print(hashlib.md5(b"abc").hexdigest())  # expect: 900150983cd24fb0d6963f7d28e17f72
print(hashlib.sha1(b"").hexdigest())  # expect: da39a3ee5e6b4b0d3255bfef95601890afd80709
print(hashlib.sha256(b"abc").hexdigest())
# expect: ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad
h = hashlib.sha256()
h.update(b"a")
h.update(b"bc")
print(h.hexdigest() == hashlib.sha256(b"abc").hexdigest(), h.digest_size, h.name)  # expect: True 32 sha256
print(base64.b64encode(b"hello\xff"))  # expect: b'aGVsbG//'
print(base64.b64decode("aGVsbG8="), base64.b16encode(b"\x01"))  # expect: b'hello' b'01'
print(base64.b32encode(b"hi"), base64.urlsafe_b64encode(b"\xfb\xff"))  # expect: b'NBUQ====' b'-_8='
print(binascii.hexlify(b"ab"), binascii.unhexlify("6162"))  # expect: b'6162' b'ab'
print(binascii.crc32(b"hello"), binascii.b2a_base64(b"x"))  # expect: 907060870 b'eA==\n'
for bad in (lambda: base64.b64decode("a"), lambda: binascii.unhexlify("abc")):
    try:
        bad()
    except binascii.Error as e:
        print("Error")
# expect: Error
# expect: Error
