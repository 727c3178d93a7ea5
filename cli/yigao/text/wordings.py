"""The words around numbers and dates that CLDR does not give: approximators, magnitudes, units in running text.
A language has its whole table here or none; for one without, only numbers, percentages and dates are rendered.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """One language's words. ``{}`` marks where the number or date goes."""

    approximators: Mapping[str, str]
    """Template of more, less, nearly, about, at-least and at-most."""
    interval: str
    """Template of a range, with two fields."""
    days: str
    """Template of a range of two days of one month, put in the place of the day in a date."""
    scales: tuple[tuple[int, str, str], ...]
    """Magnitudes for large numbers, greatest first: size, its word after one, its word after more."""
    units: Mapping[str, tuple[str, str]]
    """By unit key: its word after one, its word after more."""
    parts: Mapping[str, str]
    """Templates of early, mid, late, end and decade."""
    quarters: Mapping[str, str]
    """half-1, half-2, quarter-1 to quarter-4 and quarters-3, without a year."""
    of_year: str
    """Template of one of these in a year, with two fields."""
    moment: str
    """Template of a time on a date, with the fields ``time`` and ``date``."""
    ordinals: Mapping[str, str]
    """Template by CLDR ordinal category; a missing one leaves the ordinal to the engine."""
    turns: tuple[str, str] = ("", "")
    """Template of “first time”, and the words for it; without words turns are left to the engine."""
    link: str = " "
    """Between a magnitude's word and the unit: 20 millions **de** yuans."""
    elided: tuple[str, str] = ("", "")
    """The link before a vowel, and the letters it stands before."""
    one_below: int = 0
    """Numbers below this take the singular; 0: only 1 does."""
    fractions: Mapping[int, tuple[str, str]] | None = None
    """By denominator: one, several; None writes 2/3."""
    clock: tuple[str, str, str, str] | None = None
    """Midnight, before noon, noon and after noon, where the locale has a 12-hour clock."""


_ENGLISH = Wording(
    approximators={
        "more": "more than {}",
        "less": "less than {}",
        "nearly": "nearly {}",
        "about": "about {}",
        "at-least": "at least {}",
        "at-most": "no more than {}",
    },
    interval="{} to {}",
    days="{} to {}",
    scales=((10**12, "trillion", "trillion"), (10**9, "billion", "billion"), (10**6, "million", "million")),
    units={
        "CNY": ("yuan", "yuan"),
        "USD": ("US dollar", "US dollars"),
        "HKD": ("Hong Kong dollar", "Hong Kong dollars"),
        "MOP": ("Macao pataca", "Macao patacas"),
        "TWD": ("New Taiwan dollar", "New Taiwan dollars"),
        "AUD": ("Australian dollar", "Australian dollars"),
        "CAD": ("Canadian dollar", "Canadian dollars"),
        "SGD": ("Singapore dollar", "Singapore dollars"),
        "EUR": ("euro", "euros"),
        "GBP": ("pound", "pounds"),
        "JPY": ("yen", "yen"),
        "KRW": ("won", "won"),
        "CHF": ("Swiss franc", "Swiss francs"),
        "RUB": ("ruble", "rubles"),
        "THB": ("baht", "baht"),
        "MYR": ("ringgit", "ringgit"),
        "VND": ("dong", "dong"),
        "BRL": ("real", "reais"),
        "person": ("person", "people"),
        "percentage-point": ("percentage point", "percentage points"),
        "basis-point": ("basis point", "basis points"),
        "square-kilometer": ("square kilometer", "square kilometers"),
        "square-meter": ("square meter", "square meters"),
        "cubic-meter": ("cubic meter", "cubic meters"),
        "hectare": ("hectare", "hectares"),
        "mu": ("mu", "mu"),
        "kilometer": ("kilometer", "kilometers"),
        "meter": ("meter", "meters"),
        "centimeter": ("centimeter", "centimeters"),
        "millimeter": ("millimeter", "millimeters"),
        "nautical-mile": ("nautical mile", "nautical miles"),
        "tonne": ("tonne", "tonnes"),
        "kilogram": ("kilogram", "kilograms"),
        "kilowatt-hour": ("kilowatt-hour", "kilowatt-hours"),
        "megawatt-hour": ("megawatt-hour", "megawatt-hours"),
        "kilowatt": ("kilowatt", "kilowatts"),
        "megawatt": ("megawatt", "megawatts"),
        "celsius": ("°C", "°C"),
        "kilometer-per-hour": ("km/h", "km/h"),
    },
    parts={"early": "early {}", "mid": "mid-{}", "late": "late {}", "end": "the end of {}", "decade": "the {}s"},
    quarters={
        "half-1": "the first half",
        "half-2": "the second half",
        "quarter-1": "the first quarter",
        "quarter-2": "the second quarter",
        "quarter-3": "the third quarter",
        "quarter-4": "the fourth quarter",
        "quarters-3": "the first three quarters",
    },
    of_year="{} of {}",
    moment="{time} on {date}",
    ordinals={"one": "{}st", "two": "{}nd", "few": "{}rd", "other": "{}th"},
    turns=("{} time", "first second third fourth fifth sixth seventh eighth ninth tenth"),
    fractions={
        2: ("half", "halves"),
        3: ("third", "thirds"),
        4: ("quarter", "quarters"),
        5: ("fifth", "fifths"),
        6: ("sixth", "sixths"),
        7: ("seventh", "sevenths"),
        8: ("eighth", "eighths"),
        9: ("ninth", "ninths"),
        10: ("tenth", "tenths"),
    },
    clock=("midnight", "a.m.", "noon", "p.m."),
)

_FRENCH = Wording(
    approximators={
        "more": "plus de {}",
        "less": "moins de {}",
        "nearly": "près de {}",
        "about": "environ {}",
        "at-least": "au moins {}",
        "at-most": "au plus {}",
    },
    interval="{} à {}",
    days="{} au {}",
    # CLDR's “billion” for 10^12 is right and little understood; French papers write thousands of “milliards”.
    scales=((10**9, "milliard", "milliards"), (10**6, "million", "millions")),
    units={
        "CNY": ("yuan", "yuans"),
        "USD": ("dollar américain", "dollars américains"),
        "HKD": ("dollar de Hong Kong", "dollars de Hong Kong"),
        "MOP": ("pataca de Macao", "patacas de Macao"),
        "TWD": ("dollar taïwanais", "dollars taïwanais"),
        "AUD": ("dollar australien", "dollars australiens"),
        "CAD": ("dollar canadien", "dollars canadiens"),
        "SGD": ("dollar de Singapour", "dollars de Singapour"),
        "EUR": ("euro", "euros"),
        "GBP": ("livre sterling", "livres sterling"),
        "JPY": ("yen", "yens"),
        "KRW": ("won", "wons"),
        "CHF": ("franc suisse", "francs suisses"),
        "RUB": ("rouble", "roubles"),
        "THB": ("baht", "bahts"),
        "MYR": ("ringgit", "ringgits"),
        "VND": ("dong", "dongs"),
        "BRL": ("real brésilien", "reals brésiliens"),
        "person": ("personne", "personnes"),
        "percentage-point": ("point de pourcentage", "points de pourcentage"),
        "basis-point": ("point de base", "points de base"),
        "square-kilometer": ("kilomètre carré", "kilomètres carrés"),
        "square-meter": ("mètre carré", "mètres carrés"),
        "cubic-meter": ("mètre cube", "mètres cubes"),
        "hectare": ("hectare", "hectares"),
        "mu": ("mu", "mu"),
        "kilometer": ("kilomètre", "kilomètres"),
        "meter": ("mètre", "mètres"),
        "centimeter": ("centimètre", "centimètres"),
        "millimeter": ("millimètre", "millimètres"),
        "nautical-mile": ("mille marin", "milles marins"),
        "tonne": ("tonne", "tonnes"),
        "kilogram": ("kilogramme", "kilogrammes"),
        "kilowatt-hour": ("kilowattheure", "kilowattheures"),
        "megawatt-hour": ("mégawattheure", "mégawattheures"),
        "kilowatt": ("kilowatt", "kilowatts"),
        "megawatt": ("mégawatt", "mégawatts"),
        "celsius": ("°C", "°C"),
        "kilometer-per-hour": ("km/h", "km/h"),
    },
    parts={"early": "début {}", "mid": "mi-{}", "late": "fin {}", "end": "fin {}", "decade": "les années {}"},
    quarters={
        "half-1": "le premier semestre",
        "half-2": "le second semestre",
        "quarter-1": "le premier trimestre",
        "quarter-2": "le deuxième trimestre",
        "quarter-3": "le troisième trimestre",
        "quarter-4": "le quatrième trimestre",
        "quarters-3": "les trois premiers trimestres",
    },
    of_year="{} {}",
    moment="{date} à {time}",
    turns=("{} fois", "première deuxième troisième quatrième cinquième"),
    ordinals={"other": "{}e"},  # 1er or 1re: the noun's gender decides
    link=" de ",
    elided=(" d’", "eh"),
    one_below=2,
)

_GERMAN = Wording(
    approximators={
        "more": "mehr als {}",
        "less": "weniger als {}",
        "nearly": "fast {}",
        "about": "etwa {}",
        "at-least": "mindestens {}",
        "at-most": "höchstens {}",
    },
    interval="{} bis {}",
    days="{}. bis {}",
    scales=(
        (10**12, "Billion", "Billionen"),
        (10**9, "Milliarde", "Milliarden"),
        (10**6, "Million", "Millionen"),
    ),
    units={
        "CNY": ("Yuan", "Yuan"),
        "USD": ("US-Dollar", "US-Dollar"),
        "HKD": ("Hongkong-Dollar", "Hongkong-Dollar"),
        "MOP": ("Macau-Pataca", "Macau-Pataca"),
        "TWD": ("Neue Taiwan-Dollar", "Neue Taiwan-Dollar"),
        "AUD": ("Australische Dollar", "Australische Dollar"),
        "CAD": ("Kanadische Dollar", "Kanadische Dollar"),
        "SGD": ("Singapur-Dollar", "Singapur-Dollar"),
        "EUR": ("Euro", "Euro"),
        "GBP": ("Pfund", "Pfund"),
        "JPY": ("Yen", "Yen"),
        "KRW": ("Won", "Won"),
        "CHF": ("Schweizer Franken", "Schweizer Franken"),
        "RUB": ("Rubel", "Rubel"),
        "THB": ("Baht", "Baht"),
        "MYR": ("Ringgit", "Ringgit"),
        "VND": ("Dong", "Dong"),
        "BRL": ("Real", "Real"),
        "person": ("Person", "Personen"),
        "percentage-point": ("Prozentpunkt", "Prozentpunkte"),
        "basis-point": ("Basispunkt", "Basispunkte"),
        "square-kilometer": ("Quadratkilometer", "Quadratkilometer"),
        "square-meter": ("Quadratmeter", "Quadratmeter"),
        "cubic-meter": ("Kubikmeter", "Kubikmeter"),
        "hectare": ("Hektar", "Hektar"),
        "mu": ("Mu", "Mu"),
        "kilometer": ("Kilometer", "Kilometer"),
        "meter": ("Meter", "Meter"),
        "centimeter": ("Zentimeter", "Zentimeter"),
        "millimeter": ("Millimeter", "Millimeter"),
        "nautical-mile": ("Seemeile", "Seemeilen"),
        "tonne": ("Tonne", "Tonnen"),
        "kilogram": ("Kilogramm", "Kilogramm"),
        "kilowatt-hour": ("Kilowattstunde", "Kilowattstunden"),
        "megawatt-hour": ("Megawattstunde", "Megawattstunden"),
        "kilowatt": ("Kilowatt", "Kilowatt"),
        "megawatt": ("Megawatt", "Megawatt"),
        "celsius": ("°C", "°C"),
        "kilometer-per-hour": ("km/h", "km/h"),
    },
    parts={"early": "Anfang {}", "mid": "Mitte {}", "late": "Ende {}", "end": "Ende {}", "decade": "die {}er-Jahre"},
    quarters={
        "half-1": "das erste Halbjahr",
        "half-2": "das zweite Halbjahr",
        "quarter-1": "das erste Quartal",
        "quarter-2": "das zweite Quartal",
        "quarter-3": "das dritte Quartal",
        "quarter-4": "das vierte Quartal",
        "quarters-3": "die ersten drei Quartale",
    },
    of_year="{} {}",
    moment="{date} um {time} Uhr",
    ordinals={"other": "{}."},
)

_SPANISH = Wording(
    approximators={
        "more": "más de {}",
        "less": "menos de {}",
        "nearly": "casi {}",
        "about": "alrededor de {}",
        "at-least": "al menos {}",
        "at-most": "como máximo {}",
    },
    interval="{} a {}",
    days="{} al {}",
    # No “billón” for 10^9: a thousand “millones”.
    scales=((10**12, "billón", "billones"), (10**6, "millón", "millones")),
    units={
        "CNY": ("yuan", "yuanes"),
        "USD": ("dólar estadounidense", "dólares estadounidenses"),
        "HKD": ("dólar de Hong Kong", "dólares de Hong Kong"),
        "MOP": ("pataca de Macao", "patacas de Macao"),
        "TWD": ("nuevo dólar taiwanés", "nuevos dólares taiwaneses"),
        "AUD": ("dólar australiano", "dólares australianos"),
        "CAD": ("dólar canadiense", "dólares canadienses"),
        "SGD": ("dólar de Singapur", "dólares de Singapur"),
        "EUR": ("euro", "euros"),
        "GBP": ("libra esterlina", "libras esterlinas"),
        "JPY": ("yen", "yenes"),
        "KRW": ("won", "wones"),
        "CHF": ("franco suizo", "francos suizos"),
        "RUB": ("rublo", "rublos"),
        "THB": ("baht", "bahts"),
        "MYR": ("ringgit", "ringgits"),
        "VND": ("dong", "dongs"),
        "BRL": ("real brasileño", "reales brasileños"),
        "person": ("persona", "personas"),
        "percentage-point": ("punto porcentual", "puntos porcentuales"),
        "basis-point": ("punto básico", "puntos básicos"),
        "square-kilometer": ("kilómetro cuadrado", "kilómetros cuadrados"),
        "square-meter": ("metro cuadrado", "metros cuadrados"),
        "cubic-meter": ("metro cúbico", "metros cúbicos"),
        "hectare": ("hectárea", "hectáreas"),
        "mu": ("mu", "mu"),
        "kilometer": ("kilómetro", "kilómetros"),
        "meter": ("metro", "metros"),
        "centimeter": ("centímetro", "centímetros"),
        "millimeter": ("milímetro", "milímetros"),
        "nautical-mile": ("milla náutica", "millas náuticas"),
        "tonne": ("tonelada", "toneladas"),
        "kilogram": ("kilogramo", "kilogramos"),
        "kilowatt-hour": ("kilovatio hora", "kilovatios hora"),
        "megawatt-hour": ("megavatio hora", "megavatios hora"),
        "kilowatt": ("kilovatio", "kilovatios"),
        "megawatt": ("megavatio", "megavatios"),
        "celsius": ("°C", "°C"),
        "kilometer-per-hour": ("km/h", "km/h"),
    },
    parts={
        "early": "principios de {}",
        "mid": "mediados de {}",
        "late": "finales de {}",
        "end": "finales de {}",
        "decade": "la década de {}",
    },
    quarters={
        "half-1": "el primer semestre",
        "half-2": "el segundo semestre",
        "quarter-1": "el primer trimestre",
        "quarter-2": "el segundo trimestre",
        "quarter-3": "el tercer trimestre",
        "quarter-4": "el cuarto trimestre",
        "quarters-3": "los tres primeros trimestres",
    },
    of_year="{} de {}",
    moment="{date} a las {time}",
    ordinals={},  # 6.º or 6.ª: the noun's gender decides
    link=" de ",
)

WORDINGS: Mapping[str, Wording] = {"en": _ENGLISH, "fr": _FRENCH, "de": _GERMAN, "es": _SPANISH}
"""By language subtag."""
