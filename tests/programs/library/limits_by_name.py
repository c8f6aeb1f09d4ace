"""What the system is asked about itself and about a path, by name or by number."""
import os
import platform

print(os.confstr("CS_PATH") == os.confstr(os.confstr_names["CS_PATH"]), "/bin" in os.confstr("CS_PATH"))  # expect: True True
print(os.confstr("CS_GNU_LIBC_VERSION").split()[0], platform.libc_ver()[0])  # expect: glibc glibc
print(os.pathconf("/", "PC_NAME_MAX"), os.pathconf("/", os.pathconf_names["PC_PIPE_BUF"]))  # expect: 255 4096
with open("/dev/null") as file:
    print(os.fpathconf(file.fileno(), "PC_PATH_MAX"), os.pathconf(file.fileno(), "PC_PATH_MAX"))  # expect: 4096 4096


def attempt(function, *arguments):
    try:
        print(function(*arguments))
    except (ValueError, TypeError, OSError) as error:
        print(type(error).__name__, error)


attempt(os.confstr, "nothing")  # expect: ValueError unrecognized configuration name
attempt(os.confstr, 99999)  # expect: OSError [Errno 22] Invalid argument
attempt(os.confstr, 1.5)  # expect: TypeError configuration names must be strings or integers
attempt(os.pathconf, "/", "SC_ARG_MAX")  # expect: ValueError unrecognized configuration name
attempt(os.pathconf, "/", 99)  # expect: OSError [Errno 22] Invalid argument
attempt(os.pathconf, "/none/such", "PC_NAME_MAX")  # expect: FileNotFoundError [Errno 2] No such file or directory: '/none/such'
attempt(os.fpathconf, 999, "PC_NAME_MAX")  # expect: OSError [Errno 9] Bad file descriptor
