"""Every limit of the product, named once. Sizes in the unit their name ends in.

Limits on candidate answers are checked before anything is computed: what comes back from a
model is hostile input.
"""

from __future__ import annotations

from typing import Final

# --- verification --------------------------------------------------------------------------
VERIFY_SECONDS: Final = 5.0
"""Wall time of one verification before its worker is killed."""
VERIFY_LEFT_SHARE: Final = 0.02
"""Share of that time below which no further verifier is asked: a worker that is killed for
nothing costs more than it."""
VERIFY_CHARS: Final = 1_000_000
"""Length of a candidate answer or reference; a longer one is not handed to a verifier."""
WORKER_START_SECONDS: Final = 60.0
"""Wall time a verification worker has to start, and a verifier in it to be built."""
WORKER_MEMORY_BYTES: Final = 2 * 1024**3
"""Address space of one verification worker (RLIMIT_AS)."""
WORKER_ROWS: Final = 20_000
"""Rows after which a verification worker is replaced, so that leaks do not add up."""
WORKER_GROUP_ITEMS: Final = 64
"""Most items that cross the boundary to a worker in one message."""
WORKER_GROUP_CHARS: Final = 4_000_000
"""Most characters of candidates and references in one message to a worker."""
WORKER_LINE_BYTES: Final = 64 * 1024**2
"""Longest line of the protocol between host and worker, either way."""
WORKER_VERDICT_BYTES: Final = 1024**2
"""Longest verdict a worker sends; a verifier that returns a larger one is in error."""
WORKER_STDERR_CHARS: Final = 2_000
"""How much of the end of a dead worker's stderr is kept with the verdict."""
VERDICT_CACHE_ROWS: Final = 2_000
"""Verdicts the host remembers; the one unused for longest is forgotten first. A few kilobytes each:
more of them and the memory of a run would grow with its problems for a long time."""
REMEMBERED_TEXTS: Final = 1_024
"""Texts of which a process remembers how they were read, tokens and tree apart."""
REMEMBERED_CHARS: Final = 300
"""Characters of such a text; a tree of a text this long takes some 50 kB at most."""

# --- the verify command --------------------------------------------------------------------
PAIRS_LINE_BYTES: Final = 16 * 1024**2
"""Longest line of a pairs file; a longer one becomes a row in error."""
PAIRS_IN_FLIGHT: Final = 512
"""Pairs that are read ahead of the last one written."""
PAIRS_FAILED_SHARE: Final = 0.1
"""``preceptor verify --pairs`` exits with 1 when a larger share of its rows is in error."""

# --- recipes -------------------------------------------------------------------------------
RECIPE_BYTES: Final = 1_000_000
"""A recipe file that is longer is not read."""
RECIPE_NODES: Final = 20_000
"""Values in one recipe file, aliases counted each time."""
RECIPE_DEPTH: Final = 40
"""Levels of nesting in a recipe file."""
RECIPE_FILES: Final = 100
"""Files read for one recipe, one that is included twice counted twice."""

# --- models on this machine ----------------------------------------------------------------
MODEL_FETCH_SECONDS: Final = 3600.0
"""Wall time that pip gets to fetch a model before it is stopped."""
FOLDER_LOCK_SECONDS: Final = 3600.0
"""How long a process waits for another one that works in the same cache folder."""
LOCAL_SERVER_START_SECONDS: Final = 180.0
"""How long the local teacher's server may take to load its weights and answer."""
LOCAL_PROMPT_CACHE_MIB: Final = 1024
"""Memory in which the local server keeps what it has read of earlier prompts."""
LOCAL_SERVER_STOP_SECONDS: Final = 5.0
"""How long the local teacher's server may take to end before it is killed."""

# --- answers: extraction and grammar -------------------------------------------------------
REPLY_CHARS: Final = 400_000
"""Characters at the end of a reply in which an answer is looked for."""
ANSWER_CHARS: Final = 20_000
"""An extracted answer that is longer is no answer."""
GRAMMAR_CHARS: Final = 8_000
"""Characters of one answer that the grammar reads."""
GRAMMAR_TOKENS: Final = 4_000
"""Tokens of one answer."""
GRAMMAR_NESTING: Final = 64
"""Levels of brackets, fractions, exponents and prefix operators in one answer."""
GRAMMAR_POSTFIXES: Final = 6
"""Operators such as ``!``, ``°`` and ``^`` in a row behind one value."""
GRAMMAR_STYLES: Final = 4
"""Levels of ``\\mathrm{}`` and the like in one another."""
DERIVATIVE_ORDER: Final = 9
"""Order of a derivative."""
GRAMMAR_NUMBER_DIGITS: Final = 1_000
"""Digits of one literal number."""
GRAMMAR_EXPONENT: Final = 10_000
"""Size of the decimal exponent in a number such as ``1e-7``."""
EXACT_BITS: Final = 20_000
"""Bits of a numerator or denominator in exact arithmetic."""
FACTORIAL_ARGUMENT: Final = 1_000
"""Largest argument of a factorial, binomial or gamma function that is evaluated."""
NUMERIC_MAGNITUDE: Final = 20_000
"""Decimal exponent beyond which a floating-point value is not computed."""
COLLECTION_ITEMS: Final = 400
"""Items of a list, set or matrix row that are compared one by one."""
PLUS_MINUS_EXPANSIONS: Final = 16
"""Values that the signs ± of one expression are expanded into."""
ELLIPSIS_TERMS: Final = 60
"""Terms that an ellipsis may stand for when a sum, product or list is written out."""
ELLIPSIS_NODES: Final = 5_000
"""Nodes of all of them together; nested ellipses multiply."""
SUM_TERMS: Final = 2_000
"""Terms of a finite sum or product that are added up."""
IMAGE_SUM_TERMS: Final = 100
"""Terms of a finite sum or product whose image in a finite field is computed."""
SEPARATION_BITS: Final = 4_000
"""Bits of precision with which two numbers made of roots are compared, at most."""
SYMPY_NODES: Final = 300
"""Nodes of an expression that is handed to SymPy's simplification."""

# --- sources -------------------------------------------------------------------------------
SOURCE_ROW_CHARACTERS: Final = 8 * 1024 * 1024
"""One row of a JSONL, JSON or CSV file, and one cell of a CSV file."""
SOURCE_PROBE_ROWS: Final = 1_000
"""Rows looked at to tell a wrong field mapping from single rows that lack a field."""
SOURCE_BATCH_ROWS: Final = 256
"""Rows of a Parquet or Arrow file held in memory at once."""
STATEMENT_CHARACTERS: Final = 100_000
"""A problem statement."""
REFERENCE_CHARACTERS: Final = 20_000
"""A reference answer, formal statements included."""
DERIVATION_CHARACTERS: Final = 400_000
"""A worked solution that a source brings along."""
SOURCE_CHOICES: Final = 26
"""Options of a multiple-choice problem; they are named by single letters."""
EXCERPT_CHARACTERS: Final = 200
"""What a report shows of a row that was set aside."""
SEED_STRIDE: Final = 1_000_000
"""Instances per family and ``seed`` option of the ``families`` source."""

# --- filters, mixing and export ------------------------------------------------------------
TEMPORARY_CACHE_KIBIBYTES: Final = 32 * 1024
"""Page cache of the temporary database behind duplicate search, mixing and RL prompts; the rest
of it lies on disk."""
EXPORT_GROUP_ROWS: Final = 1_000
"""Rows per row group of an exported Parquet file."""

# --- teachers and the annotation engine ----------------------------------------------------
CHARACTERS_PER_TOKEN: Final = 3
"""For estimates before sending: real tokenizers take 3 to 4.5 characters of English a token,
so that an estimate is rather too high than too low."""
ENDPOINT_CONNECT_SECONDS: Final = 10.0
"""How long an endpoint may take to accept a connection before it counts as unreachable."""
ENDPOINT_CONNECTIONS: Final = 20_000
"""Connections a teacher's client keeps open at most; the engine's limit is usually lower."""
SPARE_DESCRIPTORS: Final = 256
"""File descriptors left for everything but connections: journals, workers, plugins, logs."""
REPLY_BYTES: Final = 64 * 1024**2
"""Longest body of a completion, streamed or not; an endpoint that sends more is broken."""
ERROR_BODY_BYTES: Final = 64 * 1024
"""How much of the body of a refusal is read."""
TRY_SECONDS: Final = 300.0
"""Wall time of one try of a request; a stalled connection is cut then."""
MALFORMED_TRIES: Final = 5
"""Tries of one request whose replies are no completions: most servers would go on like that."""
RATE_LIMITED_TRIES: Final = 40
"""Tries of one request that the endpoint puts off; the pool slows down each time."""
RETRY_AFTER_SECONDS: Final = 900.0
"""An endpoint that wants a longer pause than this ends the run, which can be resumed later."""
BACKOFF_SECONDS: Final = 0.5
"""Most seconds before the second try of a request; doubled for every further one."""
BACKOFF_MOST_SECONDS: Final = 30.0
"""Most seconds between two tries."""
BREAKER_FAILURES: Final = 12
"""Failed tries in a row, over all requests to a teacher, after which everything pauses."""
BREAKER_PROBES: Final = 8
"""Probes after such a pause, with doubled waits (2 minutes in all), before the run gives up."""
REFUSED_AT_FIRST: Final = 20
"""Requests refused before any was answered (and twice those in flight): a wrong recipe."""
DRAIN_SECONDS: Final = 10.0
"""How long replies that are under way are waited for when a run is interrupted."""
FAILURE_CHARS: Final = 500
"""How much of an endpoint's message is kept."""
SUSPECT_ATTEMPTS: Final = 3
"""Independent rejected attempts that must agree for a reference to be suspect."""

# --- data card -----------------------------------------------------------------------------
CARD_REASONS: Final = 12
"""Distinct reasons listed per filter or source; the rest is counted together."""
CARD_EXAMPLES: Final = 20
"""Rows named under a finding."""

# --- the judge -----------------------------------------------------------------------------
JUDGE_ANSWER_CHARS: Final = 4_000
"""An answer or reference that is longer is not put to a judge: it is no free-text answer."""
JUDGE_STATEMENT_CHARS: Final = 20_000
"""Nor is an answer to a statement that is longer."""
JUDGE_REPLY_CHARS: Final = 4_000
"""How much of the end of a judge's reply stands in the verdict; the trail has all of it."""
JUDGE_AGREEMENT_ROWS: Final = 10_000
"""Most decided attempts that a recipe can have a judge asked about."""

# --- the mutation check ----------------------------------------------------------------------
MUTATION_CHARS: Final = 400
"""A reference that is longer is not perturbed."""
MUTATION_TOKENS: Final = 200
"""Tokens of a formula that is perturbed; bounds its nesting, too."""
MUTATION_NODES: Final = 60
"""Nodes of a formula that is expanded and factored to get another way to write it."""
MUTATION_TERMS: Final = 2_000
"""Terms that such a formula may have when it is expanded."""
MUTATION_EXPONENT: Final = 12
"""Largest exponent in such a formula."""
CHECK_UNDECIDED: Final = 1_000
"""Undecided probes that a check lists; the counts hold all of them."""

# --- Lean: processes -----------------------------------------------------------------------
LEAN_OUTPUT_BYTES: Final = 16 * 1024**2
"""What one Lean process may write to stdout before it is stopped."""
LEAN_STDERR_BYTES: Final = 16 * 1024
"""How much of the end of a Lean process's stderr is kept."""
LEAN_THREADS: Final = 4
"""Worker threads of one Lean process."""
LEAN_STRAY_CHARS: Final = 4_000
"""How much is kept of lines on a Lean process's stdout that are no message."""
LEAN_COMPILE_SECONDS: Final = 300.0
"""Wall time to compile one module of the embedded library, on a loaded machine too."""
LEAN_QUESTION_SECONDS: Final = 120.0
"""Wall time in which an installed lean or lake says where it lives; elan may be fetching."""
LEAN_SERVER_MEMORY_MIB: Final = 4 * 1024
"""Private memory of each process of a Lean language server."""

# --- Lean: the checker ---------------------------------------------------------------------
LEAN_PROOF_CHARS: Final = 50_000
"""A candidate's proof that is longer is not handed to Lean."""
LEAN_STATEMENT_CHARS: Final = 20_000
"""A formal statement that is longer is not handed to Lean."""
LEAN_NESTING: Final = 200
"""Levels of brackets in a statement or proof."""
LEAN_PROCESSES: Final = 8
"""Lean processes at a time unless more are asked for; each may use all its memory."""
LEAN_BATCH_SECONDS: Final = 0.03
"""Computing time that one more proof adds to what a process may take; a usual one takes 0.01."""
LEAN_PATIENCE: Final = 5
"""How many times its computing time a process may take on a busy machine."""
LEAN_MESSAGES: Final = 20
"""Messages of Lean about one proof that are kept with its verdict."""
LEAN_MESSAGE_CHARS: Final = 2_000
"""How much of one message, or of one open goal, is kept."""

# --- units and chemistry -------------------------------------------------------------------
UNIT_CHARS: Final = 160
"""Characters of a unit's text."""
UNIT_TERMS: Final = 16
"""Units in one product; no field multiplies more."""
UNIT_EXPONENT: Final = 12
"""Size of the exponent of a unit."""
UNIT_SCALE_EXPONENT: Final = 60
"""Size of the exponent in a factor such as ``10^{-19}`` before a unit."""
UNIT_NESTING: Final = 6
"""Levels of parentheses, fractions and LaTeX groups in a unit."""
UNIT_READINGS: Final = 8
"""Ways in which the ambiguous letters of one unit are read."""
CONSTANT_EXPONENT: Final = 40
"""Size of an exponent on an expression of physical constants."""
FORMULA_CHARS: Final = 240
"""Characters of one chemical formula."""
FORMULA_ATOMS: Final = 100_000
"""Count of one element in a formula, groups multiplied out."""
FORMULA_NESTING: Final = 6
"""Levels of brackets in a formula."""
REACTION_CHARS: Final = 2_000
"""Characters of a chemical equation."""
REACTION_SPECIES: Final = 24
"""Species on one side of a chemical equation."""
REACTION_READINGS: Final = 64
"""Ways in which the charges of one equation are read."""
BALANCE_SPECIES: Final = 48
"""Species of an equation that is balanced."""
BALANCE_ELEMENTS: Final = 60
"""Elements of an equation that is balanced, its charge counted as one."""
BALANCE_DIGITS: Final = 400
"""Digits of an integer met while an equation is balanced."""

# --- Lean: corpora -------------------------------------------------------------------------
LEAN_FILE_CHARS: Final = 1_000_000
"""Characters of a Lean file that is read for its theorems; Mathlib's longest has about 300,000."""
LEAN_FILE_SECONDS: Final = 120.0
"""Wall time to elaborate one file of a corpus, and again to ask about its goals."""
LEAN_FILE_TACTICS: Final = 20_000
"""Tactics of one file whose states are asked for."""
LEAN_SERVER_REQUESTS: Final = 8
"""Questions that a Lean server is given at a time; each takes a thread with a stack of its own."""
LEAN_CONTEXT_CHARS: Final = 20_000
"""Length of what stands before a theorem in its file and is posed with it."""
LEAN_STATE_CHARS: Final = 8_000
"""Length of a proof state that becomes part of an instruction."""
LEAN_DOJO_ROW_CHARS: Final = 8 * 1024**2
"""Length of one theorem in LeanDojo's JSON; the longest of Mathlib have some hundred KiB."""
