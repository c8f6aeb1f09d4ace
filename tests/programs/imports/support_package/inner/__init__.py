from . import _deep

inner_value = "inner value"
