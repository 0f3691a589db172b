"""Model folders of the Hugging Face kind: where they are, which family they are of, what they hold. Nothing is run."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from toolkit.engines.port import EngineError
from toolkit.errors import InputError

Family = Literal["marian", "nllb", "m2m100", "mbart", "t5", "other"]
_WEIGHTS = (".safetensors", ".bin", ".model", ".spm", ".json", ".txt")
_MISSING = (
    "{what} is not installed. Install PyTorch first as its own step (pip install torch==2.13.0, the CPU build is "
    "enough), then pip install 'translation-quality-toolkit[mt]'. `tqt doctor` shows what is there."
)


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """A model on this computer."""

    name: str
    """As the user named it."""
    path: Path
    family: Family
    digest: str
    """First 12 hex digits of the SHA-256 over its files."""
    positions: int | None = None
    """The longest text that the model has positions for; None: it does not say."""


def need(module: str) -> Any:
    """An optional library, imported. Raises EngineError with the line that installs it."""
    from importlib import import_module

    try:
        return import_module(module)
    except ImportError as error:
        raise EngineError(_MISSING.format(what=module)) from error


def model_folder(name: str, *, offline: bool) -> ModelFolder:
    """The folder of a model: a folder of the user's, or a name in the Hugging Face cache, fetched unless `offline`.

    Raises EngineError where there is none, InputError for a folder that holds no model.
    """
    path = Path(name)
    if path.is_file():
        raise InputError(f"model={name}: this is a file. Name the folder that holds the model's files.")
    if not path.is_dir():
        path = Path(_fetched(name, offline))
    config = path / "config.json"
    try:
        settings = json.loads(config.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{path}: there is no config.json in it, so this is no model folder.") from error
    except ValueError as error:
        raise InputError(f"{config}: no valid JSON: {error}.") from error
    positions = settings.get("max_position_embeddings")
    return ModelFolder(
        name, path, _family(path, settings), _digest(path), positions if isinstance(positions, int) else None
    )


def _fetched(name: str, offline: bool) -> str:
    if name.startswith((".", "/", "~")) or name.count("/") > 1 or "\\" in name:
        raise InputError(f"model={name}: there is no such folder.")
    hub = need("huggingface_hub")
    try:
        return str(hub.snapshot_download(name, local_files_only=offline, allow_patterns=[f"*{s}" for s in _WEIGHTS]))
    except Exception as error:  # the library has a dozen kinds, and one remedy
        how = "it is no folder, and not among the models kept on this computer" if offline else "it cannot be fetched"
        said = " ".join(str(error).split())[:160]
        raise EngineError(f"model={name}: {how} ({said}). Name a folder that holds the model.") from error


def _family(path: Path, config: dict[str, Any]) -> Family:
    kind = str(config.get("model_type", ""))
    if kind == "m2m_100":
        about = path / "tokenizer_config.json"
        named = json.loads(about.read_text(encoding="utf-8")).get("tokenizer_class", "") if about.exists() else ""
        return "nllb" if "Nllb" in str(named) or "NLLB" in str(config.get("_name_or_path", "")).upper() else "m2m100"
    families: dict[str, Family] = {"marian": "marian", "mbart": "mbart", "t5": "t5", "mt5": "t5", "umt5": "t5"}
    return families.get(kind, "other")


def _digest(path: Path) -> str:
    """The content of the files that make a translation; the order of a folder does not count."""
    whole = hashlib.sha256()
    for file in sorted(path.iterdir()):
        if file.suffix in _WEIGHTS and file.is_file():
            whole.update(file.name.encode())
            with file.open("rb") as stream:
                whole.update(hashlib.file_digest(stream, "sha256").digest())
    return whole.hexdigest()[:12]
