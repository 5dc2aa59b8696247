"""Swedish-looking words: enough of them that two records seldom read alike, and always the same for the same seed."""

from __future__ import annotations

from random import Random


def words_of(listed: str, between: str = " ") -> tuple[str, ...]:
    """The parts of a text that lists them."""
    return tuple(listed.split(between))


FIRST = words_of(
    "avgifts ansöknings behörighets bygg dokument elev energi faktura fastighets fordons fritids handlings hälso "
    "identitets informations journal kart klimat kommunikations kontrakts kultur kund lager lokal larm lön läs mark "
    "medborgar mötes närvaro personal plan rapport resurs risk schema service signal skol stöd telefoni tid tillsyns "
    "trafik uppdrags utbildnings vatten verksamhets vikarie vård äldre ärende"
)
LAST = words_of(
    "analys anmälan arkiv avstämning bedömning beställning bokning brev delning databas diarium fördelning förteckning "
    "granskning gränssnitt handläggning hantering kalender karta katalog kontroll kedja kö ledning logg modell "
    "modul mätning nät planering plats portal process prognos prövning redovisning register rutin sammanställning "
    "styrning spårning system tjänst tabell tillgång underlag uppföljning utlämning utskick verktyg vy väg"
)
VERBS = words_of(
    "avslutar bevakar delar ersätter fastställer flyttar fördelar förenklar följer förnyar godkänner grupperar hämtar "
    "jämför knyter kräver lagrar låser lämnar mäter ordnar öppnar planerar prövar påminner rättar räknar samlar "
    "skickar sorterar speglar styr svarar tolkar utreder visar väljer"
)
HOW = words_of(
    "varje vecka;utan handpåläggning;före månadens slut;på ett ställe;med spårbarhet;i hela staden;hos varje enhet;"
    "efter samma mall;samma dag;två gånger om året;i fem steg;nära medborgaren;på enhetens egna villkor",
    ";",
)
ROLES = words_of("Enhetschef;Avdelningschef;Processledare;Kvalitetschef;Utvecklingschef;Verksamhetschef", ";")
COMPANIES = words_of("Nordljus Granbacken Kvarnsten Havsbris Tallkotten Lyktan Strömfåran Björkudden Fyrbåken Ängsvind")


def chance(seed: int, name: str) -> Random:
    """A stream of chance of its own for each name, so that records do not shift each other."""
    return Random(f"{seed}/{name}")  # noqa: S311 - figures for a benchmark, not secrets


def word(random: Random) -> str:
    """A compound of two or three stems."""
    before = random.choice(FIRST) if random.random() < 0.6 else ""
    return before + random.choice(FIRST) + random.choice(LAST)


def title(random: Random) -> str:
    """A name of two compounds."""
    return f"{word(random).capitalize()} och {word(random)}"


def sentence(random: Random) -> str:
    """A sentence of about 90 characters."""
    subject, verb, what = word(random), random.choice(VERBS), word(random)
    if random.random() < 0.5:
        return f"{subject.capitalize()} och {word(random)} {verb} {what} {random.choice(HOW)}."
    return f"{subject.capitalize()} {verb} {what}, och {word(random)} {random.choice(VERBS)} {word(random)}."


def text(random: Random, sentences: int) -> str:
    """That many sentences."""
    return " ".join(sentence(random) for _ in range(sentences))


def role(random: Random) -> str:
    """An office, never a person."""
    return f"{random.choice(ROLES)} {word(random)}"


def tkr(amount: int) -> str:
    """An amount in thousands of kronor, spelt as people do: "1 250 tkr"."""
    return f"{spaced(amount)} tkr"


def spaced(number: int) -> str:
    """A whole number with its thousands set apart."""
    return f"{number:,}".replace(",", " ")
