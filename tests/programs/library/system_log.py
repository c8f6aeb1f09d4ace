# syslog: masks and messages, which nobody has to listen to.
import os
import syslog

print(syslog.LOG_MASK(syslog.LOG_ERR), syslog.LOG_UPTO(syslog.LOG_DEBUG))  # expect: 8 255
print(syslog.setlogmask(syslog.LOG_UPTO(syslog.LOG_ERR)), syslog.setlogmask(0))  # expect: 255 15
reading, writing = os.pipe()
standard_error = os.dup(2)
os.dup2(writing, 2)
syslog.openlog("prog", syslog.LOG_PERROR, syslog.LOG_MAIL)
syslog.syslog(syslog.LOG_ERR, "a message")
os.dup2(standard_error, 2)
print(os.read(reading, 100))  # expect: b'prog: a message\n'
syslog.syslog("below the mask")
syslog.closelog()
for given in ((), ("a", "b"), (1, 2, 3)):
    try:
        syslog.syslog(*given)
    except TypeError as error:
        print(error)
# expect: syslog.syslog requires 1 to 2 arguments
# expect: 'str' object cannot be interpreted as an integer
# expect: syslog.syslog requires 1 to 2 arguments
print(syslog.LOG_LOCAL7, syslog.LOG_FTP, syslog.LOG_CRON)  # expect: 184 88 72
