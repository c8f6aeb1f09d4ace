# What stands between `%` and `%` makes a conversion of it, which there is not; and who looks for a key needs a mapping.


def attempt(template, values):
    try:
        print(template % values)
    except Exception as e:
        print(type(e).__name__, e)


attempt("%%", ())  # expect: %
attempt(b"%%", ())  # expect: b'%'
attempt(b"%5%", 1)  # expect: ValueError unsupported format character '%' (0x25) at index 2
attempt("%5%", 1)  # expect: ValueError unsupported format character '%' (0x25) at index 2
attempt(b"%5%", ())  # expect: TypeError not enough arguments for format string
attempt(b"%(a)%", {b"a": 1})  # expect: ValueError unsupported format character '%' (0x25) at index 4
attempt(b"a %-+4.6%%a", 1)  # expect: ValueError unsupported format character '%' (0x25) at index 8
attempt("%(a", 2)  # expect: TypeError format requires a mapping
attempt(b"%(a", 2)  # expect: TypeError format requires a mapping
attempt("%(a", {})  # expect: ValueError incomplete format key
attempt(b"%f", "a")  # expect: TypeError float argument required, not str
attempt(b"%g", None)  # expect: TypeError float argument required, not NoneType
attempt("%f", "a")  # expect: TypeError must be real number, not str
attempt(b"%5.1f|", 2.25)  # expect: b'  2.2|'

for spec in "0X", "=X", "q", "05", "=5":
    try:
        format(1j, spec)
    except ValueError as e:
        print(e)
# expect: Unknown format code 'X' for object of type 'complex'
# expect: Unknown format code 'X' for object of type 'complex'
# expect: Unknown format code 'q' for object of type 'complex'
# expect: Zero padding is not allowed in complex format specifier
# expect: '=' alignment flag is not allowed in complex format specifier
