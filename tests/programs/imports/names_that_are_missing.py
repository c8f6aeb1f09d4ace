"""A name that a module lacks: the module is still being imported, or stands before another one of its name."""
# cpython: 3.13 quotes the file otherwise
import os
import subprocess
import sys
import tempfile

with tempfile.TemporaryDirectory() as folder:
    # What is meant for another name than the tests'.
    def write(name, text):
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as file:
            file.write(text)

    def last_line(program):
        done = subprocess.run([sys.executable, program], cwd=folder, capture_output=True, text=True)
        return done.stderr.strip().rpartition("\n")[2].replace(os.path.realpath(folder), "...")

    def attempt(statement):
        try:
            exec(statement, {})
        except Exception as error:
            print(type(error).__name__, str(error).replace(folder, "..."))
            return error

    write("ring/one.py", "import two_of_ring\nx = 1\n")
    write("ring/two_of_ring.py", "import one\nprint(one.x)\n")
    write("ring/from_one.py", "from from_two import b\na = 1\n")
    write("ring/from_two.py", "from from_one import a\nb = 1\n")
    write("ring/whole/__init__.py", "")
    write("ring/whole/part.py", "import whole.other\n")
    write("ring/whole/other.py", "import whole.part\nwhole.part\n")
    sys.path.insert(1, os.path.join(folder, "ring"))
    attempt("import one")
    # expect: AttributeError partially initialized module 'one' from '.../ring/one.py' has no attribute 'x' (most likely due to a circular import)
    error = attempt("import from_one")
    # expect: ImportError cannot import name 'a' from partially initialized module 'from_one' (most likely due to a circular import) (.../ring/from_one.py)
    print(error.name, error.name_from, os.path.basename(error.path))  # expect: from_one a from_one.py
    attempt("import whole.part")
    # expect: AttributeError cannot access submodule 'part' of module 'whole' (most likely due to a circular import)
    write("ring/plain.py", "")
    attempt("import plain; plain.x")  # expect: AttributeError module 'plain' has no attribute 'x'
    error = attempt("from plain import x")
    # expect: ImportError cannot import name 'x' from 'plain' (.../ring/plain.py)
    print(os.path.basename(error.path))  # expect: plain.py
    import colorsys

    colorsys.__spec__
    try:
        from colorsys import colour
    except ImportError as error:
        print(os.path.basename(error.path), str(error).endswith("colorsys.py)"))  # expect: colorsys.py True

    write("fractions.py", "import fractions\nfractions.whole\n")
    print(last_line("fractions.py"))
    # expect: AttributeError: module 'fractions' has no attribute 'whole' (consider renaming '.../fractions.py' since it has the same name as the standard library module named 'fractions' and prevents importing that standard library module)
    write("shelve.py", "")
    write("program.py", "from shelve import put\n")
    print(last_line("program.py"))
    # expect: ImportError: cannot import name 'put' from 'shelve' (consider renaming '.../shelve.py' since it has the same name as the standard library module named 'shelve' and prevents importing that standard library module)
    write("numpy.py", "import numpy\nnumpy.array\n")
    print(last_line("numpy.py"))
    # expect: AttributeError: module 'numpy' has no attribute 'array' (consider renaming '.../numpy.py' if it has the same name as a library you intended to import)
    write("other.py", "import helper\nhelper.nothing\n")
    write("helper.py", "")
    print(last_line("other.py"))  # expect: AttributeError: module 'helper' has no attribute 'nothing'
