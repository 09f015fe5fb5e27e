"""The deontic force of a provision: what its main verb makes of it. English only."""

from __future__ import annotations

import re

from loaders.text.provisions import Provision

FORCES = ("shall", "shall_not", "shall_endeavour", "shall_consider", "may", "may_not", "may_reserve", "should", "none")
_QUOTED = re.compile(r"[“\"][^”\"]{0,200}[”\"]")
_ASIDE = re.compile(
    r"\bas (?:may|shall) be\b|\b(?:which|who|that|whom) (?:[\w-]+ ){0,3}?(?:may|shall|should)\b|\b(?:if|where|when|unless|as|insofar as) [^,.;:]{0,160}?\b(?:may|shall|should)\b[^,.;:]{0,120},"
    r"|\bshall be deemed\b(?= for the purposes?)",
    re.IGNORECASE,
)
_DEFINES = re.compile(r"\bshall (?:mean|include|denote|refer to)\b|\bshall be understood\b", re.IGNORECASE)
_FORCES: tuple[tuple[str, str], ...] = (
    (
        "may_reserve",
        r"may (?:[^.;:]{0,60}? )?(?:reserve the right|make (?:a |such )?reservations?|avail itself of the reservation)",
    ),
    (
        "shall_endeavour",
        r"(?:shall|undertakes? to) (?:[^.;:]{0,120}?[ ,])?(?:endeavour|endeavor|strive|seek|make every effort|use their best (?:endeavours|efforts))\b",
    ),
    (
        "shall_consider",
        r"shall (?:[^.;:]{0,80}?[ ,])?(?:consider|give (?:favourable |sympathetic |due )?consideration)\b(?! (?:the|this|that) (?:Convention|Protocol|Agreement))|(?:is|are) (?:encouraged|invited|called upon) to",
    ),
    (
        "shall_not",
        r"shall (?:not\b|neither\b|in no case\b)|no (?:[\w-]+ ){1,6}shall\b|none of (?:[\w-]+ ){1,8}shall\b|nothing in (?:[\w-]+ ){1,8}shall\b",
    ),
    ("may_not", r"may (?:not|only)\b|no (?:[\w-]+ ){1,6}may\b"),
    ("shall", r"shall\b|must\b|undertakes?\b|agrees? to\b|(?:is|are) obliged to"),
    ("may", r"may\b|(?:is|are) (?:entitled|free|authori[sz]ed) to|has the right to|have the right to"),
    ("should", r"should\b|ought to\b"),
)
_PATTERN = re.compile("|".join(rf"(?P<{name}>\b(?:{pattern}))" for name, pattern in _FORCES), re.IGNORECASE)


def force_of_text(text: str) -> str:
    """The force of a sentence or chapeau, one of `FORCES`; `none` where it neither binds nor allows.

    The first modal verb of a main clause decides. Modals in definitions, relative clauses (`measures which may`) and set
    phrases (`as may be necessary`) do not count. `shall endeavour` and `shall consider` are weaker than `shall`.
    """
    bare = _QUOTED.sub(lambda m: " " * len(m[0]), text)
    bare = _DEFINES.sub(lambda m: " " * len(m[0]), bare)
    masked = _ASIDE.sub(lambda m: " " * len(m[0]), bare)
    match = _PATTERN.search(masked) or _PATTERN.search(bare)
    return str(match.lastgroup) if match else "none"


def force(provision: Provision) -> str | None:
    """The force of a provision; a point without a verb of its own has that of the text it completes. None where there is no text."""
    if provision.kind in ("preamble", "part", "chp", "title"):
        return None
    here: Provision | None = provision
    while here is not None and here.kind in ("point", "para"):
        own = force_of_text(here.text)
        if own != "none":
            return own
        here = here.parent
    if here is None or not (here.text or here is not provision):
        return None
    return force_of_text(here.text)
