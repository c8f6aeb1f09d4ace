# Every hash function that is always there.
import hashlib

for name in sorted(hashlib.algorithms_guaranteed):
    h = hashlib.new(name, b"abc")
    digest = h.hexdigest(16) if name.startswith("shake") else h.hexdigest()
    print(name, h.digest_size, h.block_size, digest[:16])
# expect: blake2b 64 128 ba80a53f981c4d0d
# expect: blake2s 32 64 508c5e8c327c14e2
# expect: md5 16 64 900150983cd24fb0
# expect: sha1 20 64 a9993e364706816a
# expect: sha224 28 64 23097d223405d822
# expect: sha256 32 64 ba7816bf8f01cfea
# expect: sha384 48 128 cb00753f45a35e8b
# expect: sha3_224 28 144 e642824c3f8cf24a
# expect: sha3_256 32 136 3a985da74fe225b2
# expect: sha3_384 48 104 ec01498288516fc9
# expect: sha3_512 64 72 b751850b1a57168a
# expect: sha512 64 128 ddaf35a193617aba
# expect: shake_128 0 168 5881092dd818bf5c
# expect: shake_256 0 136 483366601360a877
h = hashlib.blake2b(b"data", digest_size=16, key=b"key", salt=b"salt", person=b"me")
print(h.hexdigest(), h.copy().hexdigest() == h.hexdigest())
# expect: 208923a59008d2b2de14fcc0ebfa10b1 True
try:
    hashlib.md5("text")
except TypeError as e:
    print(e)  # expect: Strings must be encoded before hashing

import _blake2
import _md5
import _sha1
import _sha3

print(type(_md5.md5()).__name__, type(_sha1.sha1()).__name__, _sha3.sha3_256, _sha3.shake_128(b"").name)
# expect: md5 sha1 <class '_sha3.sha3_256'> shake_128
