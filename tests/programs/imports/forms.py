# Every form of import, from this directory and from packages.
import support_package
import support_package.inner._deep
import support_package._sibling as other
from support_package import value, inner as renamed
from support_package._sibling import *
from support_package.inner import (
    _deep,
    inner_value,
)

print(support_package.value, support_package.inner._deep.name)  # expect: package value deep
print(other.sibling_value, value, renamed.inner_value)  # expect: sibling value package value inner value
print(public, _deep.__name__, inner_value)  # expect: public name support_package.inner._deep inner value
print("_private" in globals(), "hidden" in globals())  # expect: False False
print(support_package.__name__, _deep.__package__)  # expect: support_package support_package.inner
print(other.__spec__.name, support_package.__path__ is not None)  # expect: support_package._sibling True
print(support_package._sibling is other, support_package.inner is renamed)  # expect: True True
