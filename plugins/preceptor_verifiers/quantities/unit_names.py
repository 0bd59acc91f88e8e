"""Names of units that a registry of words lacks or reads as something else.

- :data:`SPELLINGS`: abbreviations, exactly as written (``KWh``, ``dpt``).
- :data:`WORDS`: words of other languages, without case and accents (``Stunden``, ``mètres``).
- :func:`from_scripts`: units in Chinese, Japanese, Korean and Cyrillic script.
- :data:`SPREADS`: how far the value of a unit varies with its definition.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Final

from preceptor_verifiers.grammar.spelling import names

SPELLINGS: Final = {
    "KWh": "kilowatt_hour", "KWH": "kilowatt_hour", "kwh": "kilowatt_hour", "Kwh": "kilowatt_hour",
    "kWH": "kilowatt_hour", "kw": "kilowatt", "Kw": "kilowatt", "kv": "kilovolt", "Kv": "kilovolt",
    "Mhz": "megahertz", "MHZ": "megahertz", "Ghz": "gigahertz", "GHZ": "gigahertz",
    "khz": "kilohertz", "Khz": "kilohertz", "hz": "hertz", "HZ": "hertz",
    "dpt": "dioptre", "dptr": "dioptre", "diopter": "dioptre", "diopters": "dioptre",
    "dioptres": "dioptre", "diop": "dioptre",
    "pct": "percent", "pct.": "percent", "Pct": "percent", "PCT": "percent",
    "permil": "permille", "promille": "permille", "Promille": "permille", "ppth": "permille",
    "Calorie": "kilocalorie", "Calories": "kilocalorie", "molal": "molal",
    "Svedberg": "svedberg", "Svedbergs": "svedberg", "svedbergs": "svedberg",
    "Grad": "degree", "bpm": "per_minute", "st": "stone", "PS": "metric_horsepower",
    "CV": "metric_horsepower", "ml": "milliliter", "kts": "knot", "kn": "knot",
    "yd": "yard", "yds": "yard", "doz": "dozen", "Mio": "million", "MMBtu": "megaBtu",
    "Rpm": "rpm", "RPM": "rpm",
    "Msun": "M_odot", "M_sun": "M_odot", "M_Sun": "M_odot", "M_sol": "M_odot",
    "Rsun": "R_odot", "R_sun": "R_odot", "R_Sun": "R_odot",
    "Lsun": "L_odot", "L_sun": "L_odot", "L_Sun": "L_odot",
    "M_earth": "M_oplus", "M_Earth": "M_oplus", "R_earth": "R_oplus", "R_Earth": "R_oplus",
    "M_jup": "M_Jup", "M_jupiter": "M_Jup", "M_Jupiter": "M_Jup", "R_jup": "R_Jup",
    "R_jupiter": "R_Jup", "R_Jupiter": "R_Jup", "MJup": "M_Jup", "RJup": "R_Jup",
}  # fmt: skip
"""Abbreviations that mean one unit; case matters."""

_KILO: Final = names("Hz Pa N V W J g m B A Wh cal mol eV bar Ω ohm Ohm L l s")
"""Symbols before which a capital K is a careless kilo."""

_LANGUAGES: Final = {
    "meter": "metro metros metre metres metri meters",
    "centimeter": "centimetro centimetros centimetre centimetres centimetri zentimeter centimeters",
    "millimeter": "milimetro milimetros millimetro millimetre millimetres millimetri",
    "kilometer": "kilometro kilometros quilometro quilometros kilometre kilometres chilometri"
    " chilometro",
    "inch": "zoll pulgada pulgadas pouce pouces polegada polegadas pollice pollici",
    "foot": "pied pieds pie pies piede piedi",
    "second": "sekunde sekunden seconde secondes segundo segundos secondo secondi",
    "millisecond": "millisekunde millisekunden milisegundo milisegundos",
    "minute": "minuten minuto minutos minuti",
    "hour": "stunde stunden std heure heures hora horas ora ore uur",
    "day": "tag tage tagen jour jours dia dias giorno giorni",
    "week": "woche wochen semaine semaines semana semanas settimana settimane",
    "month": "monat monate monaten mois mes meses mese mesi",
    "year": "jahr jahre jahren annee annees ans ano anos anno anni",
    "gram": "gramm gramme grammes gramo gramos grama gramas grammo grammi",
    "kilogram": "kilogramm kilogramme kilogrammes kilogramo kilogramos quilograma quilogramas"
    " chilogrammo chilogrammi",
    "milligram": "milligramm milligramme milligrammes miligramo miligramos",
    "metric_ton": "tonnen tonelada toneladas tonnellata tonnellate",
    "liter": "litro litros litre litres litri",
    "milliliter": "mililitro mililitros millilitre millilitres",
    "degree": "degre degres grado grados gradi grau graus",
    "mole": "mol moles",
    "percent": "prozent percento procent",
    "coulomb": "culombio culombios", "volt": "voltio voltios voltios", "watt": "vatio vatios",
    "newton": "neutonio neutonios", "joule": "julio julios", "ohm": "ohmio ohmios",
    "ampere": "amperio amperios", "kelvin": "kelvins", "pound": "libra libras",
    "euro": "euro euros", "square_meter": "quadratmeter", "cubic_meter": "kubikmeter",
    "square_centimeter": "quadratzentimeter", "cubic_centimeter": "kubikzentimeter",
}  # fmt: skip
WORDS: Final[Mapping[str, str]] = {
    word: name for name, words in _LANGUAGES.items() for word in words.split()
}
"""Words of German, French, Spanish, Italian and Portuguese, folded by :func:`folded`."""

NOUNS: Final = names("""
    point points hand hands chain chains link links rod rods pole poles perch perches dot dots
    shake shakes span pixel pixels""")
"""Words that a registry knows as rare units, and answers use for things that are counted."""

PREFIXED: Final = names("""
    meter gram second ampere kelvin mole candela radian steradian hertz newton pascal joule watt
    coulomb volt farad ohm siemens weber tesla henry lumen lux becquerel gray sievert katal liter
    bar electron_volt bit byte poise gauss debye calorie molar dalton unified_atomic_mass_unit
    parsec year curie barn galileo erg dyne torr standard_atmosphere technical_atmosphere
    pound_force_per_square_inch rem oersted maxwell stokes metric_ton arcsecond degree watt_hour
    volt_ampere hartree rydberg roentgen ampere_hour ton_TNT degree_Celsius light_year
    force_gram enzyme_unit british_thermal_unit sound_pressure_level absorbance_unit
    gamma_mass baud meter_per_second""")
"""Units of the registry that are used with decimal prefixes; any other prefixed unit is no word."""

PREFIXED_IN_FULL: Final = names("hour minute day week foot inch mile pound ounce gallon")
"""Units whose prefix must be written out: ``millihour``; ``mh`` is no word."""

EXTRA_DIMENSIONS: Final = {"IU": "IU", "Eq": "eq", "eq": "eq", "Osm": "osmol", "osmol": "osmol",
                           "Osmol": "osmol", "osm": "osmol"}  # fmt: skip
"""Units whose size depends on the substance; each is a dimension of its own."""
EXTRA_PREFIXES: Final = {"": 0, "m": -3, "µ": -6, "u": -6, "n": -9, "k": 3, "M": 6}

SPREADS: Final = {
    "year": Fraction(8, 10**4), "month": Fraction(5, 100), "horsepower": Fraction(15, 1000),
    "metric_horsepower": Fraction(15, 1000), "calorie": Fraction(5, 1000),
    "british_thermal_unit": Fraction(3, 1000), "standard_gravity": Fraction(2, 100),
    "M_odot": Fraction(6, 1000), "R_odot": Fraction(7, 1000), "L_odot": Fraction(2, 100),
    "M_oplus": Fraction(6, 1000), "R_oplus": Fraction(6, 1000), "M_Jup": Fraction(1, 100),
    "R_Jup": Fraction(4, 100),
}  # fmt: skip
"""Relative size of the differences between the usual values of a unit: a year has 365 or 365.25
days, a calorie 4.18 to 4.2 J, the Earth's radius is 6371 or 6378 km."""


@lru_cache(maxsize=4096)
def folded(word: str) -> str:
    """Return the word in lower case, without accents."""
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def canonical(word: str) -> str:
    """Return the name under which a unit word is defined; the word itself if it is usual."""
    known = SPELLINGS.get(word)
    if known is not None:
        return known
    if word[:1] == "K" and word[1:] in _KILO:
        return "k" + word[1:]
    if len(word) < 3:
        return word
    known = WORDS.get(folded(word))
    return known if known is not None else word


# --- other scripts ------------------------------------------------------------------------

_SCRIPTS: Final = {
    "平方千米": "km^2", "平方公里": "km^2", "平方厘米": "cm^2", "平方米": "m^2", "立方厘米": "cm^3",
    "立方米": "m^3", "立方分米": "dm^3", "摄氏度": "°C", "華氏度": "°F", "华氏度": "°F",
    "千米": "km", "公里": "km", "厘米": "cm", "公分": "cm", "毫米": "mm", "微米": "µm",
    "纳米": "nm", "奈米": "nm", "分米": "dm", "英寸": "inch", "英尺": "foot", "米": "m",
    "公尺": "m", "千克": "kg", "公斤": "kg", "毫克": "mg", "微克": "µg", "吨": "t", "克": "g",
    "毫秒": "ms", "微秒": "µs", "秒": "s", "分钟": "minute", "分鐘": "minute", "小时": "hour",
    "小時": "hour", "时间": "hour", "時間": "hour", "天": "day", "日": "day", "周": "week",
    "年": "year", "毫升": "mL", "升": "L", "度": "degree", "弧度": "rad", "牛顿": "N", "牛": "N",
    "千焦": "kJ", "焦耳": "J", "焦": "J", "千瓦": "kW", "瓦特": "W", "瓦": "W", "毫安": "mA",
    "安培": "A", "安": "A", "伏特": "V", "伏": "V", "欧姆": "ohm", "欧": "ohm", "千帕": "kPa",
    "帕斯卡": "Pa", "帕": "Pa", "赫兹": "Hz", "库仑": "C", "特斯拉": "T", "开尔文": "K",
    "毫摩尔": "mmol", "摩尔": "mol", "每": "/", "元": "yuan", "円": "yen", "日元": "yen",
    "美元": "dollar",
    "个": "item", "個": "item", "人": "person", "只": "item", "隻": "item", "本": "item",
    "枚": "item", "条": "item", "張": "item", "张": "item", "种": "item", "次": "time",
    "倍": "time", "名": "person", "件": "item", "颗": "item", "辆": "item", "棵": "item",
    "미터": "m", "초": "s", "시간": "hour", "개": "item", "명": "person", "원": "won",
    "км": "km", "см": "cm", "мм": "mm", "м": "m", "кг": "kg", "г": "g", "мг": "mg", "с": "s",
    "мин": "minute", "ч": "hour", "Н": "N", "кДж": "kJ", "Дж": "J", "кВт": "kW", "Вт": "W",
    "В": "V", "А": "A", "Ом": "ohm", "кПа": "kPa", "Па": "Pa", "К": "K", "моль": "mol", "л": "L",
    "мл": "mL", "Гц": "Hz", "Кл": "C", "Тл": "T", "дней": "day", "лет": "year", "руб": "ruble",
    "сек": "s", "метров": "m", "секунд": "s", "часов": "hour", "градусов": "degree",
}  # fmt: skip
SCRIPT_LETTERS: Final = "А-Яа-яёЁ\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3"
"""Letters of these scripts, for a character class."""
_CYRILLIC: Final = re.compile("[А-Яа-яёЁ]+")
_IDEOGRAPHS: Final = re.compile(
    "|".join(sorted((w for w in _SCRIPTS if w[0] > "\u2fff"), key=len, reverse=True))
)
_SUN: Final = re.compile(r"_?\s?[☉⊙]")
_EARTH: Final = re.compile(r"_?\s?[⊕♁]")


def from_scripts(text: str) -> str:
    """Return the text with units of other scripts, and signs of the Sun and Earth, in Latin."""
    text = _EARTH.sub("_oplus", _SUN.sub("_odot", text))
    text = _CYRILLIC.sub(lambda m: _SCRIPTS.get(m.group(), m.group()), text)
    return _IDEOGRAPHS.sub(lambda m: f" {_SCRIPTS[m.group()]} ", text)
