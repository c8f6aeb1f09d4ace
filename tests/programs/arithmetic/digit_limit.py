# Text of more than 4300 digits is refused unless the limit is lifted.
import sys

print(sys.get_int_max_str_digits())  # expect: 4300
for bad in (lambda: str(10**5000), lambda: int("1" * 5000), lambda: f"{10**5000}"):
    try:
        bad()
    except ValueError as e:
        print("limit" in str(e))
# expect: True
# expect: True
# expect: True
print(len(hex(10**5000)), int("f" * 5000, 16) > 0)  # expect: 4155 True
sys.set_int_max_str_digits(0)
print(len(str(10**5000)), int("1" * 5000) % 1000)  # expect: 5001 111
sys.set_int_max_str_digits(4300)
print(len(str(10**4299)))  # expect: 4300
