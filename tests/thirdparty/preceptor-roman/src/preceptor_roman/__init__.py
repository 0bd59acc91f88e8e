from preceptor.plugin import Reference, ReferenceKind, Verdict, verifier

PRECEPTOR_API = 1


@verifier(kinds=ReferenceKind("roman"), version="1")
def roman(reference: Reference, candidate: str) -> Verdict:
    """Accepts the same Roman numeral in either case."""
    numeral = candidate.strip().upper()
    if not numeral or len(numeral) > 30 or set(numeral) - set("MDCLXVI"):
        return Verdict.undecided("not a Roman numeral")
    if numeral == reference.value.upper():
        return Verdict.accept("the same numeral")
    return Verdict.reject(f"not {reference.value}")
