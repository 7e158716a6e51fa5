"""A brief as JSON and back: the same brief, and nothing that is not one."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.briefs import FAIR, FERRY, HOSTILE
from support.chain import make_brief, make_item

from svodka.errors import InputError
from svodka.items import Brief

RICH = replace(
    FERRY,
    translation=replace(FERRY.translation, variants=(("Ряжа", "Ryazha", ("Ryaza", "River")),)),
    signature=replace(FERRY.signature, translate=replace(FERRY.signature.translate, options=(("beam", "1"),))),
    timings={"translate": 0.5},
)
DATA = json.loads(json.dumps(RICH.to_dict()))


@pytest.mark.parametrize("brief", [RICH, FAIR, HOSTILE, make_brief(make_item(1, text="\ud800 \x00"))], ids=range(4))
def test_what_is_written_is_read_back(brief):
    assert Brief.from_dict(json.loads(json.dumps(brief.to_dict()))) == brief


def places(value, at=()):
    """Every place in the JSON, the whole first."""
    yield at
    for key in value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield from places(value[key], (*at, key))


def put(at, value):
    """The JSON with another value in one place."""
    whole = {"": json.loads(json.dumps(DATA))}
    holder, path = whole, ("", *at)
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = value
    return whole[""]


# What is worked out of the rest is written and not read.
DERIVED = "grade"


@given(st.sampled_from([at for at in places(DATA) if DERIVED not in at]))
def test_no_value_passes_for_one_of_another_type(at):
    found = DATA
    for key in at:
        found = found[key]
    other = [5] if found is None else 5 if isinstance(found, (str, dict, list, bool)) else "5"
    with pytest.raises(InputError, match=r"is not what \w+\.to_dict\(\) gives"):
        Brief.from_dict(put(at, other))


@pytest.mark.parametrize("name", [name for name in DATA if name not in {"timings", DERIVED}])
def test_what_must_be_there_is_missed_by_name(name):
    with pytest.raises(InputError, match=f"missing required field `{name}`"):
        Brief.from_dict({key: value for key, value in DATA.items() if key != name})


@pytest.mark.parametrize("segment", [-1, len(RICH.translation.segments)])
def test_evidence_that_points_nowhere_is_refused(segment):
    with pytest.raises(InputError, match=f"points to segment {segment} of {len(RICH.translation.segments)}"):
        Brief.from_dict(put(("sentences", 0, "evidence", 0, "segment"), segment))
