# A time whose year is too large for C is refused by the C library, one too large for a number of seconds before.
import time

for function in time.gmtime, time.localtime, time.ctime:
    for seconds in 10**18, 2**63 - 1, 2**63, 1e30:
        try:
            print(function(seconds))
        except (OSError, OverflowError) as error:
            print(type(error).__name__, error)
# expect: OSError [Errno 75] Value too large for defined data type
# expect: OSError [Errno 75] Value too large for defined data type
# expect: OverflowError timestamp out of range for platform time_t
# expect: OverflowError timestamp out of range for platform time_t
# expect: OSError [Errno 75] Value too large for defined data type
# expect: OSError [Errno 75] Value too large for defined data type
# expect: OverflowError timestamp out of range for platform time_t
# expect: OverflowError timestamp out of range for platform time_t
# expect: OSError [Errno 75] Value too large for defined data type
# expect: OSError [Errno 75] Value too large for defined data type
# expect: OverflowError timestamp out of range for platform time_t
# expect: OverflowError timestamp out of range for platform time_t
