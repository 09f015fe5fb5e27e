"""The deontic force of a provision: what its main verb makes of it. English only."""

from __future__ import annotations

import re
from functools import lru_cache

from loaders.text.provisions import Provision

FORCES = ("shall", "shall_not", "shall_endeavour", "shall_consider", "may", "may_not", "may_reserve", "should", "none")
_QUOTED = re.compile(r"[“\"][^”\"]{0,200}[”\"]")
_IN_ASIDES = ("may", "shall", "should")
_ASIDES = (
    r"as (?:may|shall) be\b",
    r"(?:which|who|that|whom) (?:[\w-]+ ){0,3}?(?:may|shall|should)\b",
    r"(?:if|where|when|unless|as|insofar as) [^,.;:]{0,160}?\b(?:may|shall|should)\b[^,.;:]{0,120},",
)
_ASIDE = re.compile(rf"\b(?=[aituw])(?:{'|'.join(_ASIDES)})", re.IGNORECASE)  # most words begin otherwise
_DEFINES = re.compile(r"\bshall (?:mean|include|denote|refer to)\b|\bshall be understood\b", re.IGNORECASE)
_BETWEEN = r"(?:,[^.;:]{0,160}?,|(?: [a-z]+ly| also| in particular)?)"
_TRYING = r"(?:endeavou?r|strive|seek|make every effort|use their best (?:endeavours|efforts))"
_CONSIDERING = r"(?:consider|give (?:favourable |sympathetic |due |appropriate |priority )?consideration)"
_FORCES: tuple[tuple[str, str], ...] = (
    (
        "may_reserve",
        r"may (?:[^.;:]{0,60}? )?(?:reserve the right|make (?:a |such )?reservations?|avail itself of the reservation)",
    ),
    ("shall_endeavour", rf"(?:shall{_BETWEEN}|undertakes? to) {_TRYING}\b"),
    (
        "shall_consider",
        rf"shall{_BETWEEN} {_CONSIDERING}\b(?! (?:the|this|that) (?:Convention|Protocol|Agreement))"
        r"|(?:is|are) (?:encouraged|invited|called upon) to",
    ),
    (
        "shall_not",
        r"shall (?:not|neither|in no case)\b|no (?:[\w-]+ ){1,6}shall\b|none of (?:[\w-]+ ){1,8}shall\b"
        r"|nothing (?:contained )?in (?:[\w-]+ ){1,8}shall\b",
    ),
    ("may_not", r"may (?:not|only)\b|no (?:[\w-]+ ){1,6}may\b"),
    ("shall", r"shall\b|must\b|undertakes?\b|agrees? to\b|(?:is|are) obliged to"),
    ("may", r"may\b|(?:is|are) (?:entitled|free|authori[sz]ed) to|(?:has|have) the right to"),
    ("should", r"should\b|ought to\b"),
)
_FORCE = "|".join(rf"(?P<{name}>{pattern})" for name, pattern in _FORCES)
_PATTERN = re.compile(rf"\b(?=[ahimnosu])(?:{_FORCE})", re.IGNORECASE)  # most words begin otherwise


@lru_cache(maxsize=256)  # each point of a list asks for that of the text it completes
def force_of_text(text: str) -> str:
    """The force of a sentence or chapeau, one of `FORCES`; `none` where it neither binds nor allows.

    The first modal verb of a main clause decides. Modals in definitions, relative clauses (`measures which may`) and set
    phrases (`as may be necessary`) do not count. `shall endeavour` and `shall consider` are weaker than `shall`.
    """
    bare = _DEFINES.sub(" ", _QUOTED.sub(" ", text))
    lowered = bare.lower()
    main = _ASIDE.sub(" ", bare) if any(word in lowered for word in _IN_ASIDES) else bare
    match = _PATTERN.search(main) or (_PATTERN.search(bare) if main != bare else None)
    return str(match.lastgroup) if match else "none"


def force(provision: Provision) -> str | None:
    """The force of a provision, one of `FORCES`; None where it has no text.

    A point without a verb of its own has the force of the text it completes.
    """
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
