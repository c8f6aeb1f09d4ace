# The parameters of BLAKE2 are read, then looked at one after the other.
# cpython: 3.13 says it otherwise
import _blake2


def attempt(function, **parameters):
    try:
        print(function(**parameters).hexdigest()[:8])
    except Exception as e:
        print(type(e).__name__, e)


for function in (_blake2.blake2b, _blake2.blake2s):
    attempt(function, digest_size=0)
    attempt(function, digest_size=65, fanout=-1)
    attempt(function, inner_size=65, key=b"a" * 99)
    attempt(function, salt=b"a" * 17)
# expect: ValueError digest_size for Blake2b must be between 1 and 64 bytes, here it is 0
# expect: ValueError digest_size for Blake2b must be between 1 and 64 bytes, here it is 65
# expect: ValueError inner_size must be between 0 and is 64
# expect: ValueError maximum salt length is 16 bytes
# expect: ValueError digest_size for Blake2s must be between 1 and 32 bytes, here it is 0
# expect: ValueError digest_size for Blake2s must be between 1 and 32 bytes, here it is 65
# expect: ValueError inner_size must be between 0 and is 32
# expect: ValueError maximum salt length is 8 bytes
attempt(_blake2.blake2b, fanout=256)  # expect: ValueError fanout must be between 0 and 255
attempt(_blake2.blake2b, depth=0)  # expect: ValueError depth must be between 1 and 255
attempt(_blake2.blake2b, depth=2**40, digest_size=0)
# expect: OverflowError Python int too large to convert to C int
attempt(_blake2.blake2b, leaf_size=-1)  # expect: ValueError Cannot convert negative int
attempt(_blake2.blake2b, leaf_size=2**32)  # expect: OverflowError leaf_size is too large
attempt(_blake2.blake2b, leaf_size=2**64)  # expect: OverflowError Python int too large for C unsigned long
attempt(_blake2.blake2b, node_offset=2**48)  # expect: a4b0bb33
attempt(_blake2.blake2s, node_offset=2**48)  # expect: OverflowError node_offset is too large
attempt(_blake2.blake2s, node_offset=2**64)  # expect: OverflowError Python int too large for C unsigned long long
attempt(_blake2.blake2b, person="a")  # expect: TypeError a bytes-like object is required, not 'str'
