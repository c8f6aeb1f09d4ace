# Keys from passwords, messages signed with keys, and what hashlib takes from OpenSSL.
# cpython: 3.13 says other things of wrong arguments
import hashlib
import hmac

print(hashlib.pbkdf2_hmac("sha256", b"password", b"salt", 1).hex())
# expect: 120fb6cffcf8b32c43e7225256c4f837a86548c92ccc35480805987cb70be17b
print(hashlib.pbkdf2_hmac("sha1", b"password", b"salt", 4096, 20).hex())
# expect: 4b007901b765489abead49d926f721d065a429c1
print(hashlib.pbkdf2_hmac("SHA-512", b"pass", bytearray(b"salt"), 3, 70).hex()[-12:])  # expect: 19a313c3ccf6
print(len(hashlib.pbkdf2_hmac("sha3_256", b"x" * 500, b"", 2)))  # expect: 32
print(hashlib.scrypt(b"password", salt=b"NaCl", n=1024, r=8, p=16, dklen=16).hex())
# expect: fdbabe1c9d3472007856e7190d01e9fe
print(hashlib.scrypt(b"", salt=b"", n=16, r=1, p=1).hex()[:32])  # expect: 77d6576238657b203b19ca42c18a0497


def refused(function, *arguments, **named):
    try:
        function(*arguments, **named)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)


refused(hashlib.pbkdf2_hmac, "sha256", b"p", b"s", 0)  # expect: ValueError iteration value must be greater than 0.
refused(hashlib.pbkdf2_hmac, "sha256", b"p", b"s", 1, 0)  # expect: ValueError key length must be greater than 0.
refused(hashlib.pbkdf2_hmac, "sha256", "p", b"s", 1)  # expect: TypeError a bytes-like object is required, not 'str'
refused(hashlib.pbkdf2_hmac, "what", b"p", b"s", 1)
# expect: UnsupportedDigestmodError [digital envelope routines] unsupported
refused(hashlib.scrypt, b"p", salt=b"s", n=3, r=8, p=1)  # expect: ValueError n must be a power of 2.
refused(hashlib.scrypt, b"p", salt=b"s", n=2, r=0, p=1)
# expect: ValueError Invalid parameter combination for n, r, p, maxmem.
refused(hashlib.scrypt, b"p", salt=b"s", n=2**20, r=8, p=1)
# expect: ValueError [digital envelope routines] memory limit exceeded

message = hmac.new(b"key", b"The quick brown fox ", hashlib.sha256)
message.update(b"jumps over the lazy dog")
print(message.hexdigest(), message.name, message.digest_size, message.block_size)
# expect: f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8 hmac-sha256 32 64
print(hmac.digest(b"k" * 100, b"m", "md5").hex())  # expect: 42b30474e1d3e8c54f2060cc0b35bf27
copy = message.copy()
copy.update(b"!")
print(copy.digest() == message.digest(), hmac.compare_digest(message.digest(), message.digest()))  # expect: False True
refused(hmac.new, b"k", b"m")  # expect: TypeError Missing required argument 'digestmod'.

hash = hashlib.sha256(b"x")
print(type(hash), hash.name, repr(hash)[:28], hashlib.new("SHA1", b"").name)
# expect: <class '_hashlib.HASH'> sha256 <sha256 _hashlib.HASH object sha1
print(hashlib.shake_128(b"x").hexdigest(4), type(hashlib.shake_128()))
# expect: e472c5e3 <class '_hashlib.HASHXOF'>
refused(hashlib.new, "what")  # expect: ValueError unsupported hash type what
refused(hashlib.md5, b"x", string=b"y")
# expect: TypeError 'data' and 'string' are mutually exclusive and support for 'string' keyword parameter is slated for removal in a future version.
