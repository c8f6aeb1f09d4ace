# Importing a submodule binds it in its package.
import support_package

print(hasattr(support_package, "_lazy"))  # expect: False
import support_package._lazy

print(hasattr(support_package, "_lazy"), support_package._lazy.value)  # expect: True imported late


def f():
    import support_package.inner._deep as d, math
    from os import path

    return d.name, math.floor(2.5), path.basename("a/b")


print(f(), "d" in globals())  # expect: ('deep', 2, 'b') False
