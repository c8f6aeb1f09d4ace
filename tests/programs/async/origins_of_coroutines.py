# Where a coroutine was made, as far as that is tracked.
import sys


async def coroutine():
    pass


def make():
    made = coroutine()
    made.close()
    return made


print(sys.get_coroutine_origin_tracking_depth(), make().cr_origin)
sys.set_coroutine_origin_tracking_depth(1)
print([(line, name) for file, line, name in make().cr_origin], make().cr_origin[0][0] == __file__)
sys.set_coroutine_origin_tracking_depth(9)
print([(line, name) for file, line, name in make().cr_origin], sys.get_coroutine_origin_tracking_depth())
try:
    sys.set_coroutine_origin_tracking_depth(-1)
except ValueError as error:
    print(error)
sys.set_coroutine_origin_tracking_depth(0)
print(make().cr_origin)
# expect: 0 None
# expect: [(10, 'make')] True
# expect: [(10, 'make'), (19, '<module>')] 9
# expect: depth must be >= 0
# expect: None
