"""Ids of provisions: what they contain, how they are cited, and their Akoma Ntoso form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.ids import container_of, eid, provision_name, reference, segments, treaty_of

NUMBERS = st.from_regex(r"[0-9]{1,3}[a-z]{0,3}", fullmatch=True)
SEGMENTS = st.builds(
    lambda kind, number: f"{kind}_{number}", st.sampled_from(["art", "para", "point", "chp", "sec", "annex"]), NUMBERS
)
IDS = st.builds(lambda parts: "/".join(["uncc", *parts]), st.lists(SEGMENTS, min_size=1, max_size=5))


@pytest.mark.parametrize(
    ("id_", "cited"),
    [
        ("uncc/art_7", "art. 7"),
        ("uncc/art_7/para_2", "art. 7(2)"),
        ("uncc/art_11/para_1/point_a/point_ii", "art. 11(1)(a)(ii)"),
        ("uncc/art_2/point_h", "art. 2(h)"),
        ("uncc/chp_V", "chapter V"),
        ("budapest/chp_II/sec_1/title_1", "chapter II, section 1, title 1"),
        ("uncc/preamble", "preamble"),
        ("x/annex_I/art_1/para_2", "annex I, art. 1(2)"),
        ("x/art_16bis", "art. 16bis"),
    ],
)
def test_it_is_cited_as_lawyers_do(id_: str, cited: str) -> None:
    assert reference(id_) == cited


def test_names() -> None:
    assert provision_name("uncc/art_7", "UNCC", "Illegal access") == "UNCC, art. 7: Illegal access"
    assert provision_name("crc/art_1/para_2", "CRC", None) == "CRC, art. 1(2)"


@given(IDS)
def test_the_parts_of_an_id_fit_together(id_: str) -> None:
    assert treaty_of(id_) == "uncc"
    assert len(segments(id_)) == id_.count("/")
    assert eid(id_) == id_.removeprefix("uncc/").replace("/", "__")
    assert id_.startswith(container_of(id_) + "/")
    assert all(number in reference(id_) for _, number in segments(id_))


@pytest.mark.parametrize("bad", ["uncc", "uncc/", "uncc/art 7", "uncc/_7", "uncc/art_7/", "uncc//art_7"])
def test_a_malformed_id_is_an_error(bad: str) -> None:
    with pytest.raises(ValueError, match="expected"):
        segments(bad)
