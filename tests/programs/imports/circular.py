# Modules that import each other.
import _circular_a

print(_circular_a.from_b(), _circular_a.name)  # expect: b a
import _circular_b

print(_circular_b.from_a(), _circular_b.early)  # expect: ('a', True) ('a', False)
