# locale: C and C.UTF-8, and nothing that is not installed.
import locale
import statistics
from statistics import NormalDist

print(locale.setlocale(locale.LC_ALL, "C"), locale.setlocale(locale.LC_CTYPE), locale.nl_langinfo(locale.CODESET))
print(locale.setlocale(locale.LC_CTYPE, "C.UTF-8"), locale.nl_langinfo(locale.CODESET), locale.getlocale())
print(locale.setlocale(locale.LC_ALL))
print(locale.setlocale(locale.LC_ALL, locale.setlocale(locale.LC_ALL)) == locale.setlocale(locale.LC_ALL))
print(locale.setlocale(locale.LC_NUMERIC, "POSIX"), locale.getencoding())
for category, name in ((locale.LC_ALL, "xx_YY"), (locale.LC_TIME, "c.utf-8"), (99, None), (locale.LC_ALL, "LC_CTYPE=C"), (-1, "C")):
    try:
        print(locale.setlocale(category, name))
    except locale.Error as e:
        print(type(e), e)
print(locale.localeconv())
print(sorted(["b", "a", "ä", "B"], key=locale.strxfrm), locale.strcoll("a", "b"), locale.strcoll("a", "a"))
print(locale.nl_langinfo(locale.DAY_1), locale.nl_langinfo(locale.D_T_FMT), locale.nl_langinfo(locale.RADIXCHAR))
for call in (lambda: locale.nl_langinfo(5), lambda: locale.strxfrm("a\0b"), lambda: locale.setlocale(0, 5)):
    try:
        call()
    except (ValueError, TypeError, locale.Error) as e:
        print(type(e).__name__)
print(locale.format_string("%.2f %d", (1234567.891, 1000000), grouping=True), locale.atof("1.5"), locale.str(0.25))
print(f"{1234567:n} {1.5:n}")
print(locale.gettext("message"), locale.textdomain(None), locale.textdomain("mine"), locale.dgettext("mine", "text"))
print(locale.bindtextdomain("mine", "/somewhere"), locale.bindtextdomain("mine", None))

normal = NormalDist(100, 15)
for p in (1e-300, 1e-9, 0.01, 0.25, 0.5, 0.6, 0.9, 0.999, 1 - 1e-16):
    print(normal.inv_cdf(p))
for p in (0, 1, -1):
    try:
        normal.inv_cdf(p)
    except statistics.StatisticsError as e:
        print(e)
# expect: C C ANSI_X3.4-1968
# expect: C.UTF-8 UTF-8 ('C', 'UTF-8')
# expect: LC_CTYPE=C.UTF-8;LC_NUMERIC=C;LC_TIME=C;LC_COLLATE=C;LC_MONETARY=C;LC_MESSAGES=C;LC_PAPER=C;LC_NAME=C;LC_ADDRESS=C;LC_TELEPHONE=C;LC_MEASUREMENT=C;LC_IDENTIFICATION=C
# expect: True
# expect: C UTF-8
# expect: <class 'locale.Error'> unsupported locale setting
# expect: <class 'locale.Error'> unsupported locale setting
# expect: <class 'locale.Error'> locale query failed
# expect: <class 'locale.Error'> unsupported locale setting
# expect: <class 'locale.Error'> unsupported locale setting
# expect: {'int_curr_symbol': '', 'currency_symbol': '', 'mon_decimal_point': '', 'mon_thousands_sep': '', 'mon_grouping': [], 'positive_sign': '', 'negative_sign': '', 'int_frac_digits': 127, 'frac_digits': 127, 'p_cs_precedes': 127, 'p_sep_by_space': 127, 'n_cs_precedes': 127, 'n_sep_by_space': 127, 'p_sign_posn': 127, 'n_sign_posn': 127, 'decimal_point': '.', 'thousands_sep': '', 'grouping': []}
# expect: ['B', 'a', 'b', 'ä'] -1 0
# expect: Sunday %a %b %e %H:%M:%S %Y .
# expect: ValueError
# expect: ValueError
# expect: TypeError
# expect: 1234567.89 1000000 1.5 0.25
# expect: 1234567 1.5
# expect: message messages mine text
# expect: /somewhere /somewhere
# expect: -455.706444490418
# expect: 10.032894774884696
# expect: 65.1047818893874
# expect: 89.88265374705878
# expect: 100.0
# expect: 103.80020654703699
# expect: 119.22327348316901
# expect: 146.3534845925172
# expect: 223.1430422740208
# expect: p must be in the range 0.0 < p < 1.0
# expect: p must be in the range 0.0 < p < 1.0
# expect: p must be in the range 0.0 < p < 1.0
