# Only %% stands for a percent sign; with anything between, it is a conversion that is not there.
for template, values in [("%%", ()), ("%0-%", 1), ("%5%", ()), ("%(a)%", {"a": 1}), ("%.3%", (1,))]:
    try:
        print(repr(template % values))
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
# expect: '%'
# expect: ValueError unsupported format character '%' (0x25) at index 3
# expect: TypeError not enough arguments for format string
# expect: ValueError unsupported format character '%' (0x25) at index 4
# expect: ValueError unsupported format character '%' (0x25) at index 3
