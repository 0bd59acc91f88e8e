"""The words that announce an answer: what each alternation matches, and what it does not."""

from __future__ import annotations

import re
import time

import pytest

from preceptor.extraction import cue_words
from preceptor.extraction.cue_words import (
    ANSWER_IS,
    COLON,
    CONCLUDING,
    DENIALS,
    FINAL_LABELS,
    LINE_LABELS,
)

FINAL = [
    "Final answer", "the final answer", "My Final Answer", "FINAL RESULT", "final integer answer",
    "Endgültige Antwort", "Endgueltige Antwort", "Das Endergebnis", "Endergebnis",
    "Réponse finale", "Reponse finale", "La réponse finale", "Résultat final", "Resultat final",
    "Respuesta final", "La respuesta final", "Resultado final", "Solucion final",
    "Resposta final", "A resposta final", "Risposta finale",
    "最终答案", "最終答案", "最后答案", "最终结果", "最終的な答え", "Окончательный ответ",
]  # fmt: skip
HEADINGS = [
    "Solution", "the correct solution", "Lösung", "Loesung", "Losung", "Solución", "Solucion",
    "Solução", "Soluzione", "解", "解答",
]  # fmt: skip
LABELS = [
    *FINAL, *HEADINGS,
    "Answer", "answer", "The answer", "Our answer", "Correct answer", "The correct answer", "Ans",
    "ANS.", "Answers", "Answer(s)", "Result", "Exact answer", "Correct option",
    "Antwort", "Die Antwort", "Richtige Antwort", "Kurzantwort", "Ergebnis", "Das Ergebnis",
    "Réponse", "REPONSE", "La bonne réponse", "Re\u0301ponse", "Résultat", "Réponse exacte",
    "Respuesta", "La respuesta", "Respuesta correcta", "Resultado", "Opción correcta",
    "Resposta", "Gabarito", "Risposta", "Risposta corretta", "Risultato",
    "答案", "答", "正确答案", "正確答案", "正确选项", "结果", "答え", "Ответ",
]  # fmt: skip
NO_LABELS = [
    "value", "the value", "option", "intermediate result", "answering", "resulting", "swan",
    "Zwischenergebnis", "Antworten Sie", "réponses possibles", "respuestas posibles", "解释",
    "题目",
]  # fmt: skip

CUES = [
    ("So the answer is 42.", " 42."),
    ("The answer is: 42", ": 42"),
    ("the answer is therefore 42", " 42"),
    ("The answer (in dollars) is 2.", " 2."),
    ("The answer to this question is Paris.", " Paris."),
    ("The answer in metres is 4.", " 4."),
    ("The answer rounded to two places would be 4.00", " 4.00"),
    ("The final value is 6", " 6"),
    ("our final result is 6", " 6"),
    ("The final integer answer is 6", " 6"),
    ("The correct option is B", " B"),
    ("the best choice is (C)", " (C)"),
    ("the most likely option is D", " D"),
    ("The answer comes out to be 7", " 7"),
    ("Die Antwort ist 42.", " 42."),
    ("Die Antwort lautet: 42", ": 42"),
    ("Die Antwort auf die Frage ist 42", " 42"),
    ("Somit ist die Antwort 42.", " 42."),
    ("Daher lautet die richtige Antwort B.", " B."),
    ("Das Ergebnis lautet 4,5 m", " 4,5 m"),
    ("Das Endergebnis beträgt 4,5 m", " 4,5 m"),
    ("Das Endergebnis betraegt 4,5 m", " 4,5 m"),
    ("La réponse est 42.", " 42."),
    ("La reponse est donc 42", " 42"),
    ("la bonne réponse est la B", " la B"),
    ("La réponse finale est : 42", " : 42"),
    ("La réponse à la question est 42", " 42"),
    ("La respuesta correcta es 42", " 42"),
    ("la respuesta es: 42", ": 42"),
    ("Por lo tanto, la respuesta final es 42.", " 42."),
    ("La opción correcta es la B", " la B"),
    ("El resultado final es 4,5", " 4,5"),
    ("A resposta é 42", " 42"),
    ("a resposta correta é a letra B", " a letra B"),
    ("La risposta è 42", " 42"),
    ("La risposta e' 42", " 42"),
    ("答案是42。", "42。"),
    ("答案为：42", "：42"),
    ("最终答案是 42", " 42"),
    ("所以正确答案是 B。", " B。"),
    ("故答案为：42", "：42"),
    ("故选：B", "B"),
    ("所以选B", "B"),
    ("因此，选择 C", " C"),
    ("答案应该是 7", " 7"),
    ("正確答案為 7", " 7"),
    ("答案：7", "7"),
    ("最终结果是 7", " 7"),
]
NO_CUES = [
    "The value is 6", "so the new value is $200", "The first result is 3 m/s.",
    "one solution is 2", "the second option is 7", "The solution is acidic.",
    "this result is useful", "answering is hard", "the answers differ", "The answer isn't 5",
    "Das Ergebnis ist 5", "Die Lösung ist sauer", "Das Zwischenergebnis lautet 3",
    "42 ist die Antwort.", "Was ist die Antwort?", "die Antwort darauf",
    "Le résultat est 5", "la réponse n'est pas 5", "La solution est acide",
    "El resultado es 5", "la respuesta no es 5", "La solución es ácida",
    "a resposta e a justificativa", "la risposta e il motivo", "la risposta non è 5",
    "结果是 5", "答案不是 5", "答案是否正确", "选择题", "我们选一个点", "选项 B",
]  # fmt: skip

CONCLUSIONS = [
    "Therefore", "thus", "Hence", "so", "In conclusion", "∴",
    "Daher", "Somit", "Folglich", "Also", "Demnach",
    "Donc", "Ainsi", "Par conséquent", "Par consequent", "D'où", "D’où",
    "Por lo tanto", "Entonces", "Así que", "Asi que", "Portanto", "Então", "Quindi",
    "所以", "因此", "故", "综上", "综上所述", "從而",
]  # fmt: skip
NO_CONCLUSIONS = ["Also, x = 5", "also 5", "Some", "Sonst", "Sofort", "Thusly", "Logos", "Because"]

DENIED = [
    "not", "isn't", "isn’t", "nicht", "kein", "keine", "n'est", "ne sont", "no es", "não",
    "nao", "non è", "不是", "不为", "并非",
]  # fmt: skip
NOT_DENIED = [
    "no",
    "nota",
    "note",
    "nothing",
    "passt",
    "Keim",
    "none of these",
    "是",
    "neither",
    "never",
    "cannot be determined",
    "non-zero",
    "Pas",
    "5 Pas",
    "Ni",
    "nano",
]


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (LINE_LABELS, LABELS),
        (FINAL_LABELS, FINAL),
        (DENIALS, DENIED),
    ],
    ids=["labels", "final", "denials"],
)
def test_words_are_matched_as_a_whole(pattern: str, words: list[str]) -> None:
    compiled = _compiled(pattern)
    for word in words:
        found = compiled.match(word)
        assert found, word
        assert found.group() == word


@pytest.mark.parametrize("text", NO_LABELS)
def test_no_label(text: str) -> None:
    assert not _compiled(rf"{LINE_LABELS}{COLON}").match(f"{text}: 5")


@pytest.mark.parametrize("label", ["Answer: 5", "Réponse : 5", "Réponse\u00a0: 5", "答案：5"])
def test_colons(label: str) -> None:
    assert _compiled(rf"{LINE_LABELS}{COLON}\s*5\Z").match(label)


def test_only_final_labels_are_final() -> None:
    for word in LABELS:
        assert bool(_compiled(FINAL_LABELS).match(word)) == (word in FINAL), word


@pytest.mark.parametrize(("text", "rest"), CUES)
def test_cues_end_where_the_answer_begins(text: str, rest: str) -> None:
    found = _compiled(ANSWER_IS).search(text)
    assert found, text
    assert text[found.end() :] == rest


@pytest.mark.parametrize("text", NO_CUES)
def test_no_cue(text: str) -> None:
    assert not _compiled(ANSWER_IS).search(text)


@pytest.mark.parametrize("word", CONCLUSIONS)
def test_conclusions(word: str) -> None:
    sentence = f"{word} ist x = 5" if word == "Also" else f"{word} x = 5"
    found = _compiled(CONCLUDING).match(sentence)
    assert found, word
    assert found.group() == word


@pytest.mark.parametrize("text", NO_CONCLUSIONS)
def test_no_conclusion(text: str) -> None:
    assert not _compiled(CONCLUDING).match(text)


@pytest.mark.parametrize("text", NOT_DENIED)
def test_no_denial(text: str) -> None:
    assert not _compiled(DENIALS).match(text)


@pytest.mark.parametrize(
    "hostile",
    ["answer " * 6_000, "answer to " * 4_000, "the final " * 4_000, "ist die " * 6_000,
     "réponse à " * 4_000, "答案" * 20_000, "答" * 40_000, " " * 40_000, "選" * 40_000,
     "the answer (" * 4_000, "most " * 8_000],
)  # fmt: skip
def test_searches_take_linear_time(hostile: str) -> None:
    for name in ("ANSWER_IS", "LINE_LABELS", "CONCLUDING", "DENIALS"):
        compiled = _compiled(getattr(cue_words, name))
        start = time.perf_counter()
        for _ in compiled.finditer(hostile):
            pass
        assert time.perf_counter() - start < 1.0, name
