# Base 64 goes on behind padding unless it is strict, which tells what is too much; a line of uuencoded data has its length.
# cpython: 3.14 takes what stands behind padding
import binascii

for data in (b"ab==c=", b"ab==cd", b"abc=d", b"abc==", b"abcd=", b"ab=c=", b"=", b"a=", b"ab=", b"ab==:", b"ab==\n"):
    for strict in (False, True):
        try:
            print(data, binascii.a2b_base64(data, strict_mode=strict))
        except binascii.Error as error:
            print(data, error)
# expect: b'ab==c=' b'i\xb7'
# expect: b'ab==c=' Excess data after padding
# expect: b'ab==cd' b'i\xb7\x1d'
# expect: b'ab==cd' Excess data after padding
# expect: b'abc=d' b'i\xb7\x1d'
# expect: b'abc=d' Excess data after padding
# expect: b'abc==' b'i\xb7'
# expect: b'abc==' Excess padding not allowed
# expect: b'abcd=' b'i\xb7\x1d'
# expect: b'abcd=' Excess padding not allowed
# expect: b'ab=c=' b'i\xb7'
# expect: b'ab=c=' Discontinuous padding not allowed
# expect: b'=' b''
# expect: b'=' Leading padding not allowed
# expect: b'a=' Invalid base64-encoded string: number of data characters (1) cannot be 1 more than a multiple of 4
# expect: b'a=' Invalid base64-encoded string: number of data characters (1) cannot be 1 more than a multiple of 4
# expect: b'ab=' Incorrect padding
# expect: b'ab=' Incorrect padding
# expect: b'ab==:' b'i'
# expect: b'ab==:' Only base64 data is allowed
# expect: b'ab==\n' b'i'
# expect: b'ab==\n' Only base64 data is allowed
for line in (b"", b"\x20", b"\xff\x00"):
    try:
        print(line, binascii.a2b_uu(line))
    except binascii.Error as error:
        print(line, error)
# expect: b'' Missing length byte
# expect: b' ' b''
# expect: b'\xff\x00' Illegal char
