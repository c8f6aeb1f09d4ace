"""Where a relative import begins is what `__package__` says, else `__spec__`, else the name, with a warning."""
import warnings


class Spec:
    def __init__(self, parent):
        self.parent = parent


def attempt(level=1, **names):
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        try:
            found = __import__("", names, {}, ("decoder",), level).__name__
        except (ImportError, TypeError, KeyError) as error:
            found = f"{type(error).__name__}: {error}"
    print(found, [f"{warning.category.__name__}: {warning.message}" for warning in told])


attempt(__package__="json", __name__="json.x")  # expect: json []
attempt(__package__="json", __spec__=Spec("json"))  # expect: json []
attempt(__package__="json", __spec__=Spec("other"))
# expect: json ['DeprecationWarning: __package__ != __spec__.parent']
attempt(__package__=None, __spec__=Spec("json"), __name__="no.such")  # expect: json []
attempt(__package__=1)  # expect: TypeError: package must be a string []
attempt(__spec__=Spec(2))  # expect: TypeError: __spec__.parent must be a string []
attempt(__name__="json.x")
# expect: json ["ImportWarning: can't resolve package from __spec__ or __package__, falling back on __name__ and __path__"]
attempt(__name__="json", __path__=[])
# expect: json ["ImportWarning: can't resolve package from __spec__ or __package__, falling back on __name__ and __path__"]
attempt(__name__="json")
# expect: ImportError: attempted relative import with no known parent package ["ImportWarning: can't resolve package from __spec__ or __package__, falling back on __name__ and __path__"]
attempt(__name__=3)
# expect: TypeError: __name__ must be a string ["ImportWarning: can't resolve package from __spec__ or __package__, falling back on __name__ and __path__"]
attempt()
# expect: KeyError: "'__name__' not in globals" ["ImportWarning: can't resolve package from __spec__ or __package__, falling back on __name__ and __path__"]
attempt(2, __package__="json")  # expect: ImportError: attempted relative import beyond top-level package []
