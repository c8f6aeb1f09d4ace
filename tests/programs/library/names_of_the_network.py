# Interfaces, protocols and services by name, and numbers of the system.
# cpython: 3.13 has words of its own for what has no name
import errno
import fcntl
import os
import socket

interfaces = socket.if_nameindex()
print(all(socket.if_nametoindex(name) == number for number, name in interfaces))  # expect: True
print(all(socket.if_indextoname(number) == name for number, name in interfaces))  # expect: True
for function, argument in ((socket.if_nametoindex, "no such"), (socket.if_indextoname, 2**20)):
    try:
        function(argument)
    except OSError as error:
        print(error)
# expect: [Errno 19] No such device
# expect: [Errno 6] No such device or address
try:
    socket.getprotobyname("no such")
except OSError as error:
    print(error)  # expect: protocol not found
found = socket.getaddrinfo("127.0.0.1", "https", type=socket.SOCK_STREAM)
print([address for *_, address in found])  # expect: [('127.0.0.1', 443)]
try:
    socket.getaddrinfo("127.0.0.1", "no such", type=socket.SOCK_STREAM)
except socket.gaierror as error:
    print(error.errno == socket.EAI_SERVICE)  # expect: True
print(socket.IPPROTO_ICMPV6, socket.IPPROTO_NONE, socket.IP_HDRINCL, socket.MSG_MORE, socket.IPPORT_RESERVED)
# expect: 58 59 3 32768 1024
print(errno.ENODATA, errno.EUCLEAN, errno.errorcode[errno.ENOMEDIUM], os.ST_RDONLY, os.SCHED_RESET_ON_FORK)
# expect: 61 117 ENOMEDIUM 1 1073741824
