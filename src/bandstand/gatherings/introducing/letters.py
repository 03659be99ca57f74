"""The letters about a pair, and the words somebody says yes to."""

YES = (
    "You may give my name and e-mail address to {other}, if they say yes as well, so that we can talk. Until "
    "both of us have said yes, nothing is handed over."
)
SUBJECT = "Shall we introduce you to {other}?"
ASK = """{hello}

You get this letter because {hub} looks after a list of local groups, and {group} is one of them. We think
you and {other} might like to know each other:

{reasons}

Shall we introduce you? It takes one tap. If both of you say yes, each gets the other’s name and e-mail
address. If not, nothing is handed over and nobody is told who said what:

{{link}}

Nothing is sent by opening the page. The link works for sixty days. On the page you can also see what we
hold about you, or have your details removed.
"""
NOT_NOW_SUBJECT = "About {other}: it does not fit just now"
NOT_NOW = """{hello}

You get this letter because you said we might introduce {group} to {other}.

It does not fit just now, so we leave it there. Nothing about you was handed over. Thank you for saying yes:
there are other groups round the corner, and we will think of you.

Here you can see what we hold about you, or have your details removed:

{{link}}
"""
