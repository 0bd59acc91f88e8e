"""The words by which a reply announces its answer, by language.

Each public name is an alternation for :mod:`re`, to be compiled with ``re.IGNORECASE``:

===================  ==========================================================================
name                 matches
===================  ==========================================================================
``LINE_LABELS``      what comes before the colon of an answer line: ``The correct answer``,
                     ``Réponse finale``, ``最终答案``
``FINAL_LABELS``     those among them that say that the answer is final
``ANSWER_LABELS``    those without the labels that may as well stand over the working
``ANSWER_IS``        a cue inside a sentence, up to the answer: ``the answer is``,
                     ``lautet die Antwort``, ``所以正确答案是``
``CONCLUDING``       what a concluding sentence begins with: ``Therefore``, ``Daher``, ``因此``
``DENIALS``          a word that denies what follows it, or the verb before it: ``not``, ``nicht``
``FOREIGN_DENIALS``  those among them that are not English
``COLON``            a colon, with the blank before it that French has
===================  ==========================================================================

In all of them the longest phrase comes first, so a match is the whole phrase, and nothing is
repeated without a bound. Accents may be missing or be written as the letter pairs of German
(``Loesung``), except where the word without its accent is another one. A match does not end inside
a word; labels do not look at what is before them.

What is *no* cue inside a sentence: a value, a result, a solution or an option that is not said to
be the final or the right one. Such sentences are about intermediate steps at least as often.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Final

_BLANK: Final = r"[ \t\u00a0\u202f]{1,3}"
_LETTER_PAIRS: Final = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}
_KEPT: Final = frozenset("éè")
"""Words of one letter that mean something else without their accent: ``é`` is, ``e`` and."""


def _spelled(phrase: str) -> str:
    """``phrase``, a regular expression, in all its spellings: accents, apostrophes, blanks."""
    out = []
    for index, char in enumerate(phrase):
        plain = unicodedata.normalize("NFD", char)
        alone = not phrase[max(0, index - 1) : index].isalpha() and (
            not phrase[index + 1 : index + 2].isalpha()
        )
        if char == " ":
            out.append(_BLANK)
        elif char == "'":
            out.append("['’]")
        elif char.isalpha() and len(plain) == 2 and plain[0].isascii():
            spellings = [char, plain, _LETTER_PAIRS.get(char, ""), plain[0]]
            if alone and char in _KEPT:
                spellings = [char, plain, plain[0] + "['’]"]
            out.append("(?:" + "|".join(dict.fromkeys(filter(None, spellings))) + ")")
        elif char in _LETTER_PAIRS:
            out.append(f"(?:{char}|{_LETTER_PAIRS[char]})")
        else:
            out.append(char)
    return "".join(out)


def _any(phrases: Iterable[str]) -> str:
    """An alternation of phrases in all their spellings, none of which ends inside a word."""
    return "(?:" + "|".join(_spelled(phrase) for phrase in phrases) + r")(?!\w)"


def _words(phrases: Iterable[str]) -> str:
    """As :func:`_any`, and none begins inside a word."""
    return rf"(?<!\w){_any(phrases)}"


# --- labels of a line -----------------------------------------------------------------------

_FINAL: Final = (
    # English
    "(?:(?:my|the|our|your) )?final (?:numerical |numeric |integer |simplified )?"
    "(?:answers?|ans|result|solution|value|choice)",
    # German
    "(?:(?:die|das|meine?|unsere?) )?(?:endgültiges?|finales?|abschließendes?) "
    "(?:antwort|lösung|ergebnis|resultat)",
    "(?:(?:das|die|mein|unser) )?(?:endergebnis|endresultat|schlussantwort|endantwort)",
    # French
    "(?:(?:la|ma|notre) )?(?:réponse|solution) (?:finale|définitive)",
    "(?:le )?résultat final",
    # Spanish
    "(?:(?:la|mi|nuestra) )?(?:respuesta|solución) (?:final|definitiva)",
    "(?:el )?resultado final",
    # Portuguese
    "(?:(?:a|minha|nossa) )?(?:resposta|solução) (?:final|definitiva)",
    "(?:o )?resultado final",
    # Italian
    "(?:(?:la|mia|nostra) )?(?:risposta|soluzione) (?:finale|definitiva)",
    "(?:il )?risultato finale",
    # Chinese, also in traditional characters
    "最[终終后後](?:的)?(?:答案|[结結]果|答复)",
    # Japanese, Russian
    "最終(?:的な)?(?:答え|解答)",
    "(?:окончательный|итоговый|финальный) ответ",
    # Korean, Vietnamese, Indonesian, Turkish
    "최종(?:적인)? ?(?:정답|답변?)",
    "(?:đáp án|câu trả lời) cuối cùng",
    "jawaban akhir",
    "nihai (?:cevap|yanıt)",
    # Hindi, Arabic
    "(?:अंतिम|अन्तिम) (?:उत्तर|जवाब)",
    "(?:ال[إأا]جابة|الجواب) النهائية?",
)

_HEADINGS: Final = (
    "(?:(?:the|my|our) )?(?:correct )?solutions?",
    "(?:(?:die|meine|unsere) )?(?:(?:richtige|korrekte) )?lösung",
    "(?:la )?solution",
    "(?:la )?solución",
    "(?:a )?solução",
    "(?:la )?soluzione",
    "解(?:答)?",
    "решение",
)

_LABELS: Final = (
    # English
    "(?:(?:the|my|our|your) )?(?:(?:correct|right|short|best|exact|numerical|numeric|simplified"
    "|complete|overall|direct) )?(?:answer\\(s\\)|answers?|ans\\.?|result)",
    "(?:(?:the|my|our) )?(?:correct|right|best) (?:option|choice)",
    # German
    "(?:(?:die|meine|unsere) )?(?:(?:richtige|korrekte|kurze) )?(?:kurz)?antwort",
    "(?:(?:die|meine|unsere) )?(?:richtige|korrekte) (?:option|antwortmöglichkeit|wahl)",
    "(?:(?:das|mein|unser) )?(?:(?:richtiges?|korrektes?) )?(?:ergebnis|resultat)",
    # French
    "(?:(?:la|ma|notre) )?(?:bonne )?réponse(?: (?:correcte|exacte|juste))?",
    "(?:(?:la|le) )?bon(?:ne)? (?:option|choix)",
    "(?:le )?résultat",
    # Spanish
    "(?:(?:la|mi|nuestra) )?respuesta(?: (?:correcta|exacta))?",
    "(?:la )?(?:opción|alternativa) correcta",
    "(?:el )?resultado",
    # Portuguese
    "(?:(?:a|minha|nossa) )?resposta(?: (?:correta|certa))?",
    "(?:a )?(?:opção|alternativa) (?:correta|certa)",
    "(?:o )?resultado|gabarito",
    # Italian
    "(?:(?:la|mia|nostra) )?risposta(?: (?:corretta|esatta|giusta))?",
    "(?:l')?opzione (?:corretta|esatta|giusta)",
    "(?:il )?risultato",
    # Chinese, also in traditional characters
    "(?:(?:正[确確]|参考|標準|标准)的?)?答案|正[确確](?:的)?[选選][项項]|[结結]果|答",
    # Japanese, Russian
    "答え|正解|解答|回答",
    "(?:(?:правильный|верный) )?ответ",
    # Korean, Vietnamese, Indonesian, Turkish
    "정답|답변|답",
    "(?:đáp án|câu trả lời)(?: đúng)?",
    "jawaban(?: yang)?(?: (?:benar|tepat))?",
    "(?:doğru )?(?:cevap|yanıt)",
    # Hindi, Arabic
    "(?:सही )?(?:उत्तर|जवाब)",
    "(?:ال[إأا]جابة|الجواب)(?: الصحيحة?)?",
)

FINAL_LABELS: Final = _any(_FINAL)
ANSWER_LABELS: Final = _any((*_FINAL, *_LABELS))
LINE_LABELS: Final = _any((*_FINAL, *_LABELS, *_HEADINGS))

# --- cues inside a sentence -----------------------------------------------------------------

_ABOUT: Final = r"(?: \([^()\n]{1,40}\))?"
"""Something in brackets behind the noun: the answer (in dollars) is 2."""


def _of(prepositions: str) -> str:
    """What the answer is an answer to, up to sixty characters of the same sentence."""
    return rf"(?: (?:{prepositions})\b[^.\n。]{{1,60}}?)?"


_ENGLISH: Final = (
    r"(?:answers?|final (?:(?:\w{1,12} )?answers?|result|value|solution|option|choice)"
    r"|(?:correct|right|best|closest|chosen|most \w{1,12}) (?:answer )?(?:option|choice))"
    + _of("to|for|of|in|rounded")
    + _ABOUT
    + " (?:is|are|equals|would be|will be|must be|should be|has to be|turns out to be|comes to"
    "|comes out to(?: be)?|works out to(?: be)?)"
    "(?: (?:therefore|thus|hence|then|simply|just|clearly|indeed|equal to))?"
)
_GERMAN_NOUN: Final = (
    "(?:antwort|endantwort|schlussantwort|endergebnis|endresultat"
    "|(?:endgültige|finale|abschließende) (?:lösung|ergebnis|resultat)"
    "|(?:richtige|korrekte) (?:option|antwortmöglichkeit|wahl|lösung))"
)
_GERMAN_VERB: Final = "(?:ist|sind|lautet|lauten|beträgt|wäre|muss sein)"
_GERMAN_SO: Final = "(?: (?:also|daher|somit|damit|folglich|demnach|dann|gleich))?"

_IN_SENTENCES: Final = (
    _ENGLISH,
    # German: also with the verb first, "somit ist die Antwort 4"; "4 ist die Antwort." is no cue
    _GERMAN_NOUN + _of("auf|zu|für|der|des|von|in") + _ABOUT + f" {_GERMAN_VERB}{_GERMAN_SO}",
    f"(?:das ergebnis|die lösung) lautet{_GERMAN_SO}",
    "(?:ist|lautet|wäre) (?:die|das|meine|unsere) "
    "(?:(?:richtige|korrekte|endgültige|finale|gesuchte) )?"
    "(?:antwort|endergebnis)" + _GERMAN_SO + r"(?!\w|\s{0,3}[.?!,;])",
    # French
    "(?:réponse(?: (?:finale|correcte|exacte|juste|définitive))?"
    "|(?:résultat|solution) finale?|bonne (?:option|solution)|bon choix)"
    + _of("à|au|aux|de|du|en|pour")
    + _ABOUT
    + " (?:est|sont|serait|sera|vaut|doit être)(?: (?:donc|alors|ainsi|égale? à|bien|de))?",
    # Spanish
    "(?:respuesta(?: (?:final|correcta|exacta|definitiva))?|(?:resultado|solución|valor) final"
    "|(?:opción|alternativa) (?:correcta|final))"
    + _of("a|al|de|del|en|para")
    + _ABOUT
    + " (?:es|son|sería|será|debe ser)(?: (?:entonces|pues|por lo tanto|por tanto|igual a|de))?",
    # Portuguese
    "(?:resposta(?: (?:final|correta|certa|definitiva))?|(?:resultado|solução|valor) final"
    "|(?:opção|alternativa) (?:correta|certa))"
    + _of("a|à|ao|de|da|do|em|para")
    + _ABOUT
    + " (?:é|são|seria|será|deve ser)(?: (?:então|portanto|igual a|de))?",
    # Italian
    "(?:risposta(?: (?:finale|corretta|esatta|giusta|definitiva))?"
    "|(?:risultato|soluzione|valore) finale|opzione (?:corretta|esatta|giusta))"
    + _of("a|al|alla|di|del|della|in|per")
    + _ABOUT
    + " (?:è|sono|sarebbe|sarà|deve essere)(?: (?:quindi|dunque|perciò|pari a|uguale a|di))?",
    # Vietnamese, Indonesian
    "(?:đáp án|câu trả lời)(?: (?:đúng|chính xác|cuối cùng))? là",
    "jawaban(?:nya)?(?: akhir)?(?: yang (?:benar|tepat))?(?: akhir)?(?:nya)? adalah",
)

_CHINESE_IN_SENTENCES: Final = (
    # 是否 asks whether, and a 故选 or 因此选 announces the letter that follows it.
    r"(?:(?:答案|正[确確]的?[选選][项項]|最[终終后後]的?[结結]果)[ \t]{0,2}"
    r"(?:[应應该該]{1,2}[是为為]|就是|等于|是(?![否不])|[为為]|[选選](?![项項])(?:[择擇])?|[:：])"
    r"|(?:故|[应應][该該]?|所以|因此|因而)[,，]?(?:本[题題])?(?:答案)?[选選](?![项項])(?:[择擇])?[:：]?"
    r"|[选選](?:[择擇])(?:答案)?[选選][项項][:：]?)"
)

_HINDI_ARABIC_RUSSIAN: Final = _spelled(
    # Hindi also puts its verb behind the answer: उत्तर (C) है; "(C) उत्तर है।" is no cue.
    r"(?:(?:सही|अंतिम|अन्तिम) (?:उत्तर|जवाब|विकल्प|कथन)(?: \([^()\n]{1,20}\))?|(?<!गलत\s)(?:उत्तर|जवाब))"
    r"(?: (?:हैं|है|होंगे|होगा)(?!\s{0,3}(?:\Z|[।.?,;\n]))|(?= [(\[【]\s?[A-Za-z]\s?[)\]】]))"
    r"|[وف]?(?:ال[إأا]جاب(?:ة|ات)|الجواب)(?: (?:النهائي|الصحيح)ة?)? (?:هي|هو)(?!\w)"
    r"|(?:الخيار|الخيارات|العبارات) الصحيحة? (?:هي|هو)(?!\w)"
    r"|(?<!неправильный\s)(?<!неверный\s)ответ(?: [—–-]|[—–]| это| является)(?!\w)"
)
_JAPANESE_KOREAN: Final = (
    r"(?:(?<!不)(?:答え|正解|解答|正しい(?:答え|選択肢))は|(?<!\w)(?:정답|답)[은는](?!\w))"
)

ANSWER_IS: Final = (
    rf"(?:(?<!\w)(?=[abcdđefijklmorsvw]){_any(_IN_SENTENCES)}"
    rf"|(?=[答正最应應故所因选選]){_CHINESE_IN_SENTENCES}"
    rf"|(?=[答正解정답]){_JAPANESE_KOREAN}"
    rf"|(?<!\w)(?=[सअउजاوفо])(?:{_HINDI_ARABIC_RUSSIAN}))"
)
"""The letters with which a cue can begin are listed first, which halves the time of a search."""

# --- other words ----------------------------------------------------------------------------

CONCLUDING: Final = (
    "(?:"
    + _words(
        (
            "therefore|thus|hence|so|consequently|accordingly|finally|in conclusion|in summary"
            "|to conclude|as a result",
            # The English "also" is no conclusion; the German one has its verb behind it.
            r"also(?= (?:ist|sind|gilt|gelten|beträgt|betragen|hat|haben|lautet|folgt|ergibt|wird"
            r"|kostet|braucht|bleiben|bleibt)\b)",
            "daher|somit|folglich|deshalb|demnach|damit|mithin|insgesamt|daraus folgt|schließlich"
            "|zusammenfassend|es folgt",
            "donc|ainsi|alors|d'où|par conséquent|en conclusion|finalement|on obtient",
            "por lo tanto|por tanto|entonces|así que|así|luego|por consiguiente|en conclusión"
            "|en consecuencia|finalmente",
            "portanto|logo|assim|então|por isso|consequentemente|em conclusão",
            "quindi|dunque|perciò|pertanto|di conseguenza|in conclusione|infine",
            "следовательно|таким образом|значит|итак",
            "अतः|इसलिए|इस प्रकार|إذ(?:ن|اً|ًا)|لذلك|وبالتالي|따라서|그러므로",
        )
    )
    + "|所以|因此|因而|故|[综綜]上(?:所述)?|[从從]而|于是|[则則]|したがって|よって|∴|⇒)"
)

_ENGLISH_DENIALS: Final = "not|isn't|aren't|wasn't|won't be"
_FOREIGN: Final = (
    "nicht|keine?|keiner|keines|keinen|keinem|weder|niemals",
    "n'(?:est|a|ont|égale)|ne (?:sont|vaut|peut|fait|donne)|jamais|aucune?"
    r"|pas(?= (?:la|le|les|une?|l'|de|à|égale?|[$\d]))",
    "no (?:es|son|sería|será|puede|vale|da)|nunca|tampoco",
    "não|nao",
    "non (?:è|sono|sarebbe|può|vale|fa)",
    "не",
    "ليس(?:ت)?",
)
_FOREIGN_CHINESE: Final = "不是|不[为為等]|并非|並非|而非|[没沒]有|不可能"

FOREIGN_DENIALS: Final = rf"(?:{_words(_FOREIGN)}|{_FOREIGN_CHINESE})"
DENIALS: Final = rf"(?:{_words([_ENGLISH_DENIALS])}|{FOREIGN_DENIALS})"
"""A word that may itself be the answer (*no*, *never*, *neither*, *cannot be determined*) is none
of them."""

COLON: Final = r"[ \t\u00a0\u202f]{0,3}[:：]"
