# logging to a stream of one's own.
import io
import logging

out = io.StringIO()
handler = logging.StreamHandler(out)
handler.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
log = logging.getLogger("app.part")
log.addHandler(handler)
log.setLevel(logging.INFO)
log.propagate = False
log.debug("not shown")
log.info("hello %s", "world")
log.warning("careful: %d%%", 5)
try:
    1 / 0
except ZeroDivisionError:
    log.exception("it failed")
lines = out.getvalue().splitlines()
print(lines[0], "|", lines[1], "|")  # expect: INFO app.part: hello world | WARNING app.part: careful: 5% |
print(lines[2], "|")  # expect: ERROR app.part: it failed |
print(lines[-1], "|")  # expect: ZeroDivisionError: division by zero |
print(logging.getLogger("app.part") is log, log.parent.name, log.isEnabledFor(10))  # expect: True root False

# What is wrong with a record is shown, with where it was logged.
import sys

sys.stderr = errors = io.StringIO()
log.error("%.1f", "text")
sys.stderr = sys.__stderr__
lines = errors.getvalue().splitlines()
print(lines[0], "|", lines[-4].rsplit(",", 1)[-1], "|", lines[-3].strip(), "|", *lines[-2:])
# expect: --- Logging error --- |  in <module> | log.error("%.1f", "text") | Message: '%.1f' Arguments: ('text',)
