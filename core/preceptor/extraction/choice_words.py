"""What stands around the letter of an option: it is stated, denied, a variable, one of a list."""

from __future__ import annotations

import re
from typing import Final

LABEL: Final = (
    r"(?:options?|choices?|alternatives?|letters?|answer choices?|opci[oó]n(?:es)?"
    r"|alternativas?|letras?"
    r"|propositions?|lettres?|buchstaben?|antworten?|antwort|opzion[ei]|letter[ae]|opção"
    r"|opções"
    r"|respuestas?|विकल्पों|विकल्प|(?:ال)?خيار(?:ات|ين|ان)?|варианты?"
    r"|réponses?|respostas?|risposta|вариант|ответ|选项|選項|選択肢|答案|选择|选|選|正解|보기|정답)"
)
_FILL: Final = (
    r"(?:it(?:'s| is| must be| should be| would be| has to be)?|this|that|is|are|be|would"
    r"|should|must|will|the|my"
    r"|our|answers?|options?|choices?|letters?|correct|right|best|final|most|likely"
    r"|probably"
    r"|definitely"
    r"|certainly|clearly|simply|just|obviously|only|both|either|then|so|therefore|thus"
    r"|hence|i"
    r"|we|think|believe"
    r"|say|guess|choose|select|pick|selected|go|with|solution|result|selection|remaining"
    r"|statement|one|as|of"
    r"|given|by|in|la|le|el|die|der|das|ist|es|est|è|é|lettre|letra|是|为|為|应|應|该|故|所以|因此|는"
    r"|은)"
)
NEGATIVE: Final = re.compile(
    r"\b(?:not|never|no|neither|nor|none|cannot|without|nicht|kein|jamais|не)\b|n't\b|不|并非"
    r"|非|沒|没"
    r"|नहीं|غير|ليس",
    re.IGNORECASE,
)
RELATIVE: Final = re.compile(
    r"\b(?:that|which|who)\s+(?:\w+\s+)?(?:not|cannot|never|\w+n't)\b", re.IGNORECASE
)
IS_BEFORE: Final = re.compile(
    r"\b(?:is|are|be)[\s:]{1,3}(?:the\s|option\s|choice\s){0,2}\Z", re.IGNORECASE
)
FRESH: Final = re.compile(
    r"\b(?:so|therefore|thus|hence|but|leaving|leaves|and|then|instead|sondern|mais|sino"
    r"|donc"
    r"|also)\b"
    r"|[,;:→⇒]|=>|而是|所以|因此|故",
    re.IGNORECASE,
)
"""Where a clause begins that an earlier "not" does not reach."""
DENIED_BEFORE: Final = re.compile(
    r"(?:\bnot|n't make sense(?: for it)? to be"
    r"|\bcannot be|\bcan't be|\bnever|\bneither|\bnor|n't(?: be)?|\brul(?:e[sd]?"
    r"|ing) out|\bexclud(?:e[sd]?|ing)"
    r"|\beliminat(?:e[sd]?|ing)|\breject(?:s|ed|ing)?|\bdiscard(?:s|ed|ing)?|\brather than"
    r"|\binstead of"
    r"|\b(?:any|every)thing but|\ball but|\bexcept|[❌✗✘]|~~"
    r"|\bunlike|\bwrong|\bincorrect|\bnicht|\bpas|\bkein|不是|不选|非|并非|排除|\bне|नहीं|ليست?|غير"
    r"|गलत(?:\s(?:उत्तर|जवाब|कथन))?|错误的?是)\s{0,3}:?\s{0,3}"
    r"(?:(?:the|both|either|necessarily|just|only|be|it|la|le|die|der)\s{1,3}){0,3}\Z",
    re.IGNORECASE,
)
COMPARED_BEFORE: Final = re.compile(
    r"\b(?:than|versus|vs\.?|except(?: for)?|all but|apart from|other than|different from"
    r"|besides|between"
    r"|among|from)\s{1,3}"
    r"(?:(?:the|both|either)\s{1,3}){0,2}\Z",
    re.IGNORECASE,
)
_ADVERBS: Final = (
    r"(?:(?:is|are|was|were|'s|must|would|can|could|should|seems?|appears?|be|to|being|been"
    r"|also|clearly|obviously"
    r"|both|all|definitely|certainly|indeed|therefore|thus|then|hence|still|simply|actually"
    r"|here|itself|too"
    r"|probably|likely|most|more|have|has|do|does|did|completely|not|es|est|ist|è|é|está"
    r"|sont"
    r"|sind|son|भी|هي|هو|هما|أيض[ًا]{1,2})\s{1,3}){0,6}"
)
WRONG: Final = (
    r"(?:wrong|incorrect|mistaken|excluded|eliminated|rejected|discarded|ruled out|out\b"
    r"|unlikely|implausible"
    r"|falsch|faux|fausse|incorrect[ao]|sbagliat[ao]|(?:都|也|均)?是?(?:不对|错|不正确|不正確|错误|錯誤|假)"
    r"|गलत|ग़लत|असत्य|सही नहीं|(?:ال)?خاطئ|(?:ال)?خطأ|غير |ليس|невер|неправ|не верн|ошиб"
    r"|不正解|誤り|間違"
    r"|틀|오답|yanlış|sai\b|salah\b|be ruled out|be eliminated"
    r"|be excluded)"
)
_RIGHT: Final = (
    r"(?:correct(?:ly)?|right|(?:(?:the|an?|our|my|only|single|one|possible|valid|final"
    r"|correct"
    r"|right|best|most"
    r"|accurate|appropriate|likely|suitable|closest|matching|plausible|reasonable"
    r"|remaining)\s{1,3}){1,6}"
    r"(?:answers?|options?|choices?|solutions?|match|one|statement|response|selection)\b"
    r"|richtig|korrekt|correct[ao]"
    r"|corrett[ao]|juste|bonne|certa|正确|对的|对$|正しい|正解|सही(?! नहीं)"
    r"|(?:ال(?:خيار|إجاب)(?:ة|ات)? )?(?:ال)?صحيح|верн|правильн|doğru)"
)
DENIED_AFTER: Final = re.compile(
    rf"[\s*)'\"]{{0,5}}(?:{_ADVERBS}{WRONG}|[(\[](?:is )?(?:{WRONG}|wrong|incorrect|false)"
    rf"|was expected|~~|\?\s{{0,3}}no\b|[,;]\s{{0,3}}no,|[❌✗✘]"
    rf"|(?:(?:also|clearly|therefore|both|all)\s+)?(?:is|are|was|were|do|does|can|could"
    rf"|would"
    rf"|must|should|has|have)?\s{{0,3}}"
    rf"(?:not|n't|cannot|can't|can not|never)\s{{1,3}}{_ADVERBS}(?:{_RIGHT}|it\b|possible\b"
    rf"|valid\b|work\b|fit\b)"
    rf"|{_ADVERBS}no (?:option|answer|choice|solution)|नहीं"
    rf"|(?:は|が)?(?:正しくな|ではな|ではあり|じゃな|誤り|間違|不正解)|(?:은|는|이|가)\s?(?:아니|아닙|틀))",
    re.IGNORECASE,
)
SAID_RIGHT: Final = re.compile(
    rf"[\s*)'\"]{{0,5}}(?:(?!not\b){_ADVERBS}{_RIGHT}"
    rf"|(?:can|could|may|must) be (?:concluded|chosen|selected"
    rf"|taken) as (?:the )?(?:correct"
    rf"|right|best)"
    rf"|as (?:the |our |my )?(?:correct|right|best|final)?\s{{0,2}}(?:answer|option|choice)"
    rf"|[都也均才就]?是?(?:正确|正確|对的)|(?:は|が)(?:正しい|正解)|(?:이|가)\s?(?:정답|맞))",
    re.IGNORECASE,
)
NOT_RIGHT: Final = re.compile(r"\b(?:not|never|cannot)\b|n't", re.IGNORECASE)
DEPENDS: Final = re.compile(
    r"\s{0,3}(?:\?|(?:if|when|unless|in case|in the first|for the case|for (?:even|odd|all"
    r"|every"
    r"|large|small|positive|negative)|or not)\b)",
    re.IGNORECASE,
)
STATED_BEFORE: Final = re.compile(
    r"(?:\b(?:so|therefore|thus|hence|then|leaving|leaves|left with|but|it's|is|are|be"
    r"|answer"
    r"|choos(?:e|ing)|chose|picks?"
    r"|selects?|selected|selecting|go(?:ing)? with|went with|opt(?:ing)? for|opted for"
    r"|settle (?:on|for)|vote for|prefer"
    r"|correspond(?:s|ing)? (?:to|with)|match(?:es|ing)?|agrees with|equivalent to"
    r"|consistent with|given (?:by|in|as)"
    r"|found in|listed (?:in|as|under)|closest to|matched by|represented by|namely|i\.e\."
    r"|conclude|say|guess|ist|est|es|è|é|है|हैं|هي|هو"
    r"|donc|also|daher|entonces|selection|correct|right|best)|[:→⇒]|=>|是|为|為|选择|选|選|应选|故选"
    r"|所以|因此"
    r"|即)\s{0,3},?\s{0,3}"
    r"(?:(?:that|the|only|remaining|correct|right|best|clearly|probably|likely|option"
    r"|choice"
    r"|answer|letter|la|le"
    r"|el|l'|die|der|instead|to|be|must|is|:)[\s:]{1,3}){0,5}\Z",
    re.IGNORECASE,
)
HEAD: Final = re.compile(
    rf"[^\w]{{0,12}}(?:{_FILL}(?![^\W\d_])[^\w]{{0,6}}){{0,8}}\Z", re.IGNORECASE
)
STOP: Final = re.compile(r"[.;!?](?=\s|\Z|[^\x00-\x7f])|\n")
CHOICE_WORD: Final = re.compile(
    rf"\b(?:answer|solution|correct|right|select\w*|choos\w+|chose|pick|closest"
    rf"|corresponds?"
    rf"|corresponding"
    rf"|match\w*)\b|{LABEL}|正确|故选|सही|उत्तर|صحيح|جابة|الجواب|ответ|верн|答え|정답",
    re.IGNORECASE,
)
HEDGED: Final = re.compile(
    r"\b(?:if|might|may|could|perhaps|possibly|maybe|unless|suppose|assum\w+|whether"
    r"|would have)\b",
    re.IGNORECASE,
)

# --- letters -------------------------------------------------------------------------------

W: Final = r"A-Za-z0-9_\\À-ʯͰ-Ͽ⟨"
_ALTERNATIVE: Final = (
    r"या|أو|или|または|あるいは|또는|atau|hoặc|veya|ya da|o|or|nor|oder|ou|vs\.?|versus|to|through"
    r"|或者?|还是"
    r"|and\s?/\s?or"
    r"|or\s+(?:maybe|possibly|perhaps|even|rather|else)"
)
LINK: Final = re.compile(
    rf"[\s(\[]{{0,4}}(?:[,;&/|、~–—-]\s{{0,3}})?(?:(?:both|and also|and|und|et|y|e|和|及|与|與"
    rf"|跟|以及|还有"
    rf"|और|एवं|तथा|व|و|и|と|および|및|와|과|ve|và|dan|plus|{_ALTERNATIVE})"
    r"(?![A-Za-z]))?[\s(\[]{0,4}(?:(?:options?|choices?|also|either|even)\s{0,2})?[(\[]?",
    re.IGNORECASE,
)
OR: Final = re.compile(rf"(?<![A-Za-z])(?:{_ALTERNATIVE})(?![A-Za-z])|[/|~–—-]", re.IGNORECASE)
OR_BEFORE: Final = re.compile(
    r"(?<![A-Za-z])(?:or|oder|ou|或者?|या|أو|или|または|또는|atau|hoặc|veya)\s{1,3}(?:(?:the|maybe"
    r"|perhaps|possibly|option|choice"
    r"|also)\s+){0,3}\Z",
    re.I,
)
UNKNOWN_LINK: Final = re.compile(r"[\s,]{1,3}[^\x00-\x7f\u3000-\u9fff]{1,10}[\s(\[]{1,3}")
"""A word of another script between two letters: it may mean "and" or "or"."""
UNKNOWN_NEXT: Final = re.compile(
    r"\s{0,3}(?:[,;&/、]|and|or|和|与|और|و|и|y|et|und|e)\s{0,3}(?:(?:and|or|और|و"
    r"|и)\s{0,3})?"
    r"[(\[]?[A-Z][)\]]?(?=[\s.,;)\]]{0,4}\Z|[,;])"
)
"""A letter beyond the last option goes on with the list."""
FORMULA_BEFORE: Final = re.compile(
    r"(?:[=+*^<≤≥≈∈⊂∪∩×·÷−|]|(?<!=)>|\\[a-zA-Z]{1,12}|\w[-/])\s{0,3}\Z"
)
FORMULA_AFTER: Final = re.compile(
    r"\s{0,3}(?:[=+*^<>≤≥≈∈⊂∪∩×·÷−|⟨°%]|\\(?!Rightarrow|to\b|rightarrow)[a-zA-Z])"
    r"|[-–/'’(]\w"
    r"|\.[A-Za-z]\b\.?(?=\s|\Z)"
)
ARROW_BEFORE: Final = re.compile(r"(?:=>|->|→|⇒|\\(?:Rightarrow|rightarrow|to|implies))\s{0,3}\Z")
NUMBER_BEFORE: Final = re.compile(r"[\d°%µμ)]\s{0,3}\Z")
FOLLOWED: Final = re.compile(
    r"\s{0,3}(?:\Z|[.,;:!?)\]}—–(]|-\s|\n|(?:is|are|was|isn't|aren't|must|would|can|cannot"
    r"|can't|should|seems|because"
    r"|since|as|due|for|but|not|rather|instead|which|where|while|with|from|so|therefore|and"
    r"|or"
    r"|nor|in this|if|when"
    r"|also|too|only|alone|est|ist|es|et|und|oder|ou)\b|[^\x00-\x7f])",
    re.IGNORECASE,
)
PRECEDED: Final = re.compile(
    rf"(?:\A|[.,;:!?({{\[\n—–…→⇒]|=>|->|\n\s*-|(?<![A-Za-z])(?:{_FILL}|leaving|leaves|but|not"
    rf"|or|and|to|than|except|out|be"
    r"|for|neither|nor|corresponds to|matches|choosing|chose|on|between|wrong|among|through"
    r"|from|rather|excludes?"
    r"|eliminates?|rejects?|of|i\.e\.|namely|say|conclude|vs|pas|nicht)|不|不是|选"
    r"|選)[\s\"':,]{0,4}\Z",
    re.IGNORECASE,
)

# What a capital is instead of a label.
NUMERAL_AFTER: Final = re.compile(r"\s{0,2}(?:[,;&/]|and|or)?\s{0,2}(?:II|III|IV|V)\b")
NUMERAL_BEFORE: Final = re.compile(r"\b(?:II|III|IV|V|VI)\s{0,2}(?:[,;&/]|and|or)?\s{0,2}\Z")
PRONOUN_AFTER: Final = re.compile(r"\s{1,3}(?!(?:is|because|since|and|or|not)\b)[a-z]")
WORD_AFTER: Final = re.compile(r"\s{1,3}(?![A-Z]\b|(?:to|through|vs|versus)\b)[A-Za-z]")
SMALL_WORD_AFTER: Final = re.compile(r"\s{1,3}(?!(?:is|because|since|and|or)\b)[a-z]")
LETTER_AFTER: Final = re.compile(r"\s{0,2}[/|]\s{0,2}[A-Z]\b")
LETTER_BEFORE: Final = re.compile(r"\b[A-Z]\s{0,2}[/|]\s{0,2}\Z")
BRACKETED_BEFORE: Final = re.compile(r"\([A-Za-z]\)\s{0,3}\Z")
