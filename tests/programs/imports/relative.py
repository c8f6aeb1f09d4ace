# Imports relative to the package.
from support_package.inner import _relative as relative

print(relative.up, relative.side)  # expect: package value public name
print(relative.module.name, relative.function())  # expect: deep ('not exported', 'deep')
