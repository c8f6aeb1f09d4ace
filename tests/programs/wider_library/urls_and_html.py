# urllib.parse and html.
import html
from urllib.parse import parse_qs, quote, unquote, urlencode, urljoin, urlparse, urlsplit, urlunparse

u = urlparse("https://user@example.com:8080/a/b;p?q=1&r=a%20b#frag")
print(u.scheme, u.netloc, u.path, u.params, u.query)  # expect: https user@example.com:8080 /a/b p q=1&r=a%20b
print(u.fragment, u.hostname, u.port, u.username)  # expect: frag example.com 8080 user
print(parse_qs(u.query))  # expect: {'q': ['1'], 'r': ['a b']}
print(urlencode({"a": 1, "b": "x y", "c": "é"}))  # expect: a=1&b=x+y&c=%C3%A9
print(quote("a b/é?"), unquote("a%20b%C3%A9"))  # expect: a%20b/%C3%A9%3F a bé
print(urljoin("http://x/a/b", "../c"), urljoin("http://x/a/", "http://y"))  # expect: http://x/c http://y
print(urlunparse(u) == u.geturl(), urlsplit("//h/p").netloc)  # expect: True h
print(html.escape("<a href='x'>&</a>"))  # expect: &lt;a href=&#x27;x&#x27;&gt;&amp;&lt;/a&gt;
print(html.unescape("&lt;&amp;&#233;&eacute;&hellip;"))  # expect: <&éé…
