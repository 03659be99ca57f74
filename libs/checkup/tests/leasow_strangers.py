"""Addresses strangers may type, and where names may lead: none of them may ever be dialled."""

from __future__ import annotations

INSIDE = [
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "0.1.2.3", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "100.64.0.1", "169.254.169.254", "192.0.0.192", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.51.100.1",
    "203.0.113.1", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "fe80::1",
    "fe80::1%eth0", "fc00::1", "fd00::1", "fec0::1", "ff02::1", "64:ff9b::7f00:1", "64:ff9b:1::1", "2001::1",
    "2001:db8::1", "2002:7f00:1::", "not an address", "",
]  # fmt: skip
TYPED = [
    "http://127.0.0.1/", "http://127.0.0.1.", "http://[::1]/", "http://0/", "http://0x7f.1/", "http://0x7f000001/",
    "http://2130706433/", "http://017700000001/", "http://0177.0.0.1/", "http://127.1/", "http://127.0.0.01/",
    "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/", "http://169.254.169.254/latest/meta-data/",
    "http://localhost/", "http://localhost./", "http://LOCALHOST/", "http://intranet/", "http://printer.local/",
    "http://db.internal/", "http://10.1.2.3/", "http://172.16.0.9/", "http://192.168.0.1/", "http://100.64.1.1/",
    "http://[fd00::1]/", "http://[fe80::1]/", "http://[64:ff9b::7f00:1]/", "http://１２７.０.０.１/",
    "http://127。0。0。1/", "http://leasow.example:22/", "http://leasow.example:8080/", "https://leasow.example:6379/",
    "leasow.example:11211", "http://93.184.215.14:25/", "127.0.0.1", "localhost:8000", "[::1]:80",
    "http://[2002:7f00:1::]/", "http://[::127.0.0.1]/", "http://[2001:0:7f00:1::]/", "http://[64:ff9b:1::1]/",
    "http://[::]/", "http://[ff02::1]/", "http://[fec0::1]/", "http://[0:0:0:0:0:ffff:127.0.0.1]/",
    "http://[::ffff:a9fe:a9fe]/", "http://0.0.0.0/", "http://255.255.255.255/", "http://192.0.0.192/",
    "http://127.000.000.001/", "http://0x7f.0x0.0x0.0x1/", "http://00000000177.1/", "http://1.1/",
    "http://①②⑦.⓪.⓪.①/", "http://127｡0｡0｡1/", "http://ｌｏｃａｌｈｏｓｔ/", "http://lo\u00adcalhost/",
    "http://127.0.0.1#@leasow.example/", "http://127.0.0.1?@leasow.example/", "//127.0.0.1/",
    "http://127.0.0.1.:80/", "http://127.0.0.1:443/", "http://leasow.example:3306/",
    "http://localhost.localdomain/", "http://metadata.internal/",
]  # fmt: skip
MISTYPED = [
    "file:///etc/passwd", "gopher://127.0.0.1:70/_x", "ftp://leasow.example/", "dict://leasow.example:11211/stat",
    "data:text/html,hello", "javascript:alert(1)", "jar:http://leasow.example!/", "//", "http://", "http:///path",
    "http://leasow.example@127.0.0.1/", "http://jean:secret@leasow.example/", "http://leasow.example\\@127.0.0.1/",
    "http:\\\\leasow.example", "http://leasow.example\r\nHost: x/", "http://leasow.exa\tmple/",
    "http://lea sow.example/",
    "http://[::1/", "http://[::1]x/", "http://[fe80::1%25eth0]/", "http://leasow.example:port/", "http://%6c.example/",
    "http://leasow.example:0/", "http://leasow.example:99999/", "http://-leasow-.example/", "http://..example/",
    "http://" + "a" * 300 + ".example/", "http://a.example/" + "x" * 3_000, "http://leasow.example:80:80/",
    "mailto:hello@leasow.example", "we have no website yet", "http://a..b.example/",
    "http://127%2e0%2e0%2e1/", "http://127.0.0.1%00.example/", "http://leasow.example:80@127.0.0.1/",
    "http:/127.0.0.1/", "http:127.0.0.1", "http:///127.0.0.1/", "http://[::1%lo]/", "http://leasow.example;@127.0.0.1/",
    "http://leasow.example\x00.example/", "http://127.0.0.1\u3002/", "ws://127.0.0.1/", "ldap://127.0.0.1/",
]  # fmt: skip
