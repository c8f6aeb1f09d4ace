# An import that fails names the module.
def load():
    from collections import NoSuchThing


load()
# expect-error:     from collections import NoSuchThing
# expect-error: ImportError: cannot import name 'NoSuchThing' from 'collections'
# exit: 1
