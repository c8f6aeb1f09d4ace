# csv and configparser.
import configparser
import csv
import io

rows = list(csv.reader(io.StringIO('a,"b,c",d\n1,"say ""hi""",\n')))
print(rows)  # expect: [['a', 'b,c', 'd'], ['1', 'say "hi"', '']]
out = io.StringIO()
w = csv.writer(out)
w.writerow(["x", "y,z", 'q"', 1.5, None])
print(repr(out.getvalue()))  # expect: 'x,"y,z","q""",1.5,\r\n'
print(list(csv.DictReader(io.StringIO("n,v\na,1\nb,2\n"))))
# expect: [{'n': 'a', 'v': '1'}, {'n': 'b', 'v': '2'}]
c = configparser.ConfigParser()
c.read_string("[main]\nname = x\nsize = 5\n[other]\nflag = yes\n")
print(c.sections(), c["main"]["name"], c.getint("main", "size"))  # expect: ['main', 'other'] x 5
print(c.getboolean("other", "flag"), c.get("main", "none", fallback="-"))  # expect: True -
