"""Privacy: records hold roles and functional addresses, never people (D40).

No message repeats what it found, and no excerpt shows the line (`check/veil.py` sees to that for all other rules).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from itgov.check.personal import identity_numbers, mobile_numbers, names, persons_addresses, private_addresses
from itgov.check.rule import Rule
from itgov.check.veil import ROLES, people_in
from itgov.check.wording import long_numbers, wording
from itgov.finding import FUNCTIONS, RETIRED, SETTINGS, WAIVERS, At, Fault
from itgov.message import Message, msg
from itgov.model.city import City
from itgov.model.describe import field_at
from itgov.model.planning import Route
from itgov.model.record import Part, Record
from itgov.model.retired import RetiredList
from itgov.model.settings import Settings
from itgov.model.system import FunctionList
from itgov.model.waiver import Waiver, WaiverList
from itgov.model.walk import texts

_LISTS: dict[type[Part], str] = {
    Settings: SETTINGS,
    FunctionList: FUNCTIONS,
    RetiredList: RETIRED,
    WaiverList: WAIVERS,
}
"""What is no record, by the name of its file."""


def _found(
    part: Part,
    find: Callable[[str], Iterator[str]],
    said: Callable[[str, str, str], Message],
    remedy: Message,
) -> Iterator[Fault]:
    """A masked fault for each text in which something is found, told by the first of it."""
    name = _called(part)
    for route, text in texts(part):
        masked = next(find(text), None)
        if masked is not None:
            yield Fault(At(name, route), said(name, _field_at(part, route), masked), remedy, masked=True)


def _called(part: Part) -> str:
    """The id of a record, or the name of a list."""
    return part.id if isinstance(part, Record) else _LISTS[type(part)]


def _field_at(part: Part, route: Route) -> str:
    return field_at(type(part), route)


def _identity_number(city: City, part: Part) -> Iterator[Fault]:
    today = city.as_of if city.as_of > date.min else date.max
    if next(identity_numbers(long_numbers(part), today), None) is None:
        return
    yield from _found(
        part,
        lambda text: identity_numbers(text, today),
        lambda name, field, masked: msg(
            "{field} of “{id}” holds a personal identity number, {masked}", field=field, id=name, masked=masked
        ),
        msg(
            "take it out now, and tell the data protection officer: it stays in the history of the repository "
            "until that is rewritten"
        ),
    )


def _private_address(city: City, part: Part) -> Iterator[Fault]:
    if "@" not in wording(part):
        return
    yield from _found(
        part,
        private_addresses,
        lambda name, field, masked: msg(
            "{field} of “{id}” holds a private e-mail address, {masked}", field=field, id=name, masked=masked
        ),
        msg("write a functional address of the city, such as it-service@…, or the role alone"),
    )


def _persons_address(city: City, part: Part) -> Iterator[Fault]:
    if "@" not in wording(part):
        return
    yield from _found(
        part,
        persons_addresses,
        lambda name, field, masked: msg(
            "{field} of “{id}” holds an e-mail address that looks like a person's, {masked}",
            field=field,
            id=name,
            masked=masked,
        ),
        msg("write a functional address of the city, such as it-service@…, or the role alone"),
    )


def _mobile(city: City, part: Part) -> Iterator[Fault]:
    if next(mobile_numbers(long_numbers(part)), None) is None:
        return
    yield from _found(
        part,
        mobile_numbers,
        lambda name, field, masked: msg(
            "{field} of “{id}” holds a mobile telephone number, {masked}", field=field, id=name, masked=masked
        ),
        msg("write the number of a switchboard or of a function on duty, or the role alone"),
    )


def _name(city: City, part: Part) -> Iterator[Fault]:
    if not people_in(part):
        return
    name = _called(part)
    for route, text in texts(part):
        if _last_name(route) not in ROLES:
            continue
        masked = next(names(text), None)
        if masked is not None:
            yield Fault(
                At(name, route),
                msg(
                    "{field} of “{id}” looks like a person's name ({masked}); a role belongs there",
                    field=_field_at(part, route),
                    id=name,
                    masked=masked,
                ),
                msg("write the role, as in “förvaltningsledare it”: people change, and records stay"),
                masked=True,
            )


def _last_name(route: Route) -> str:
    return next((step for step in reversed(route) if isinstance(step, str)), "")


_WHY = msg("Records are read by many and kept for ever; the city has no ground for keeping people's data in them.")

IDENTITY_NUMBER = Rule(
    "PRI001",
    "personal-identity-number",
    "error",
    "D40",
    _WHY,
    msg("Take the number out, and out of the history; tell the data protection officer."),
    bad="data/initiatives/init-a.yaml: {note: Provad av 811218-9876.}\n",
    good="data/initiatives/init-a.yaml: {note: Ärende STK-2026-1234 hos bolaget 556036-0793.}\n",
    over=(Record, Settings),
    find=_identity_number,
)
PRIVATE_ADDRESS = Rule(
    "PRI002",
    "private-e-mail-address",
    "error",
    "D40",
    _WHY,
    msg("Write a functional address."),
    bad="data/initiatives/init-a.yaml: {note: Frågor till kalle77@gmail.com}\n",
    good="data/initiatives/init-a.yaml: {note: Frågor till it-service@smastad.example}\n",
    over=(Record, Settings),
    find=_private_address,
)
PERSONS_ADDRESS = Rule(
    "PRI003",
    "persons-e-mail-address",
    "warning",
    "D40",
    _WHY,
    msg("Write a functional address."),
    bad="data/initiatives/init-a.yaml: {note: Frågor till anna.andersson@smastad.example}\n",
    good="data/initiatives/init-a.yaml: {note: Frågor till kontakt.center@smastad.example}\n",
    over=(Record, Settings),
    find=_persons_address,
)
MOBILE_NUMBER = Rule(
    "PRI004",
    "mobile-telephone-number",
    "warning",
    "D40",
    _WHY,
    msg("Write the number of a function."),
    bad="data/initiatives/init-a.yaml: {note: Ring 070-174 06 05 vid frågor}\n",
    good="data/initiatives/init-a.yaml: {note: Ring växeln 040-34 10 00 vid frågor}\n",
    over=(Record, Settings),
    find=_mobile,
)
PERSONS_NAME = Rule(
    "PRI005",
    "name-where-role-belongs",
    "warning",
    "D40",
    msg("A name says nothing of who answers when that person has left, and is personal data besides."),
    msg("Write the role."),
    bad="data/initiatives/init-a.yaml: {executor: Anna Andersson}\n",
    good="data/initiatives/init-a.yaml: {executor: Projektledare it}\n",
    over=(Record, Settings),
    find=_name,
)

PRIVACY_RULES: tuple[Rule, ...] = (
    IDENTITY_NUMBER,
    PRIVATE_ADDRESS,
    PERSONS_ADDRESS,
    MOBILE_NUMBER,
    PERSONS_NAME,
)


def about_people_in_lists(city: City, waivers: tuple[Waiver, ...]) -> Iterator[tuple[str, Fault]]:
    """What these rules find in the lists beside the records, with their codes; the settings are examined."""
    lists = (
        FunctionList.model_construct(functions=city.functions),
        RetiredList.model_construct(retired=tuple(city.retired.values())),
        WaiverList.model_construct(waivers=waivers),
    )
    for part in lists:
        for rule in PRIVACY_RULES:
            assert rule.find is not None
            yield from ((rule.code, fault) for fault in rule.find(city, part))
