"""What is cut, added or copied from a named tuple of the system is a plain tuple."""

import os
import time

moment = time.gmtime(0)
for plain in moment[:9], moment[:], tuple(moment), moment + (), () + moment, moment * 1, os.stat(".")[:]:
    print(type(plain).__name__, type(plain) is tuple, len(plain) >= 9)
# expect: tuple True True
# expect: tuple True True
# expect: tuple True True
# expect: tuple True True
# expect: tuple True True
# expect: tuple True True
# expect: tuple True True
same = (1, 2)
print(same[:] is same, tuple(same) is same)  # expect: True True
