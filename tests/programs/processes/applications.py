"""A folder or an archive with a module `__main__` is a program."""
# cpython: 3.13 says other words of a folder without one
import os
import subprocess
import sys
import tempfile
import zipapp
import zipfile

MAIN = """import sys, helper
print(__name__, __package__ == '', os_path(sys.argv[0]), sys.argv[1:], os_path(sys.path[0]), helper.VALUE)
print(os_path(__file__), __spec__.name, 'runpy' in globals())
"""


def run(*words):
    done = subprocess.run([sys.executable, *words], capture_output=True, text=True)
    told = done.stderr.strip().rpartition("\n")[2]
    print(done.returncode, done.stdout.splitlines(), [told.rpartition(": ")[2].replace(folder, "FOLDER")])


with tempfile.TemporaryDirectory() as folder:
    application = os.path.join(folder, "application")
    os.mkdir(application)
    with open(os.path.join(application, "__main__.py"), "w") as file:
        file.write(f"os_path = lambda path: path.replace({folder!r}, 'FOLDER')\n{MAIN}")
    with open(os.path.join(application, "helper.py"), "w") as file:
        file.write("VALUE = 4\n")
    run(application, "one", "-c")
    run("-I", application)
    archive = os.path.join(folder, "archive.pyz")
    zipapp.create_archive(application, archive)
    run(archive, "two")
    with open(archive, "rb") as file:
        data = file.read()
    with open(archive, "wb") as file:
        file.write(b"#!/usr/bin/env python\n" + data)
    run(archive)
    with open(os.path.join(application, "__main__.py"), "w") as file:
        file.write("raise SystemExit(7)")
    run(application)
    os.remove(os.path.join(application, "__main__.py"))
    run(application)
    empty = os.path.join(folder, "empty.zip")
    zipfile.ZipFile(empty, "w").close()
    run(empty)
# expect: 0 ["__main__ True FOLDER/application ['one', '-c'] FOLDER/application 4", 'FOLDER/application/__main__.py __main__ False'] ['']
# expect: 0 ['__main__ True FOLDER/application [] FOLDER/application 4', 'FOLDER/application/__main__.py __main__ False'] ['']
# expect: 0 ["__main__ True FOLDER/archive.pyz ['two'] FOLDER/archive.pyz 4", 'FOLDER/archive.pyz/__main__.py __main__ False'] ['']
# expect: 0 ['__main__ True FOLDER/archive.pyz [] FOLDER/archive.pyz 4', 'FOLDER/archive.pyz/__main__.py __main__ False'] ['']
# expect: 7 [] ['']
# expect: 1 [] ["can't find '__main__' module in 'FOLDER/application'"]
# expect: 1 [] ["can't find '__main__' module in 'FOLDER/empty.zip'"]
