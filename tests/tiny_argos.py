"""Builds tiny, real Argos packages in a second or two: SentencePiece and CTranslate2, no training, no torch.

The weights are computed, not learned: the decoder at step *t* looks at source token *t* and writes the token that this
one stands for. A Han token stands for an English word, every other token for itself. So a tiny package translates word for
word, always alike, keeps names and placeholders, ends where the source ends, and leaves nothing in Han.
With ``weights="random"`` it rambles instead, as an untrained model does.
"""

import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
from ctranslate2.specs import TransformerSpec
from sentencepiece import SentencePieceProcessor, SentencePieceTrainer

SENTENCES = (
    "科学家在广州讨论海洋与气候。",
    "大湾区的实验室对学生开放，欢迎报名；地点见通知。",
    "我们昨天参观了新建的图书馆、体育馆和医院。",
    "这座城市有三所大学，两条地铁，一个港口。",
    "研究人员发现了新的材料，它比钢更轻、更强。",
    "请在周五以前把报告交给老师！谁负责会议？",
    "Scientists discuss the ocean and the climate in the city.",
    "The laboratory of the bay is open to students, welcome to apply; see the notice.",
    "We visited the new library, the stadium and the hospital yesterday.",
    "This city has three universities, two metro lines and one port: all are near.",
    "Researchers found a new material (lighter and stronger than steel).",
    "Please hand the report to the teacher by Friday! Who chairs the meeting?",
    "Greater Bay Area Science Forum, 2025, 10 billion yuan, 3.5% - a_b/c \"x\" 'y' [1] {0} <g1> ⟦1⟧",
    "abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789",
)
_WORD_LIST = """
ocean river mountain valley island forest garden street harbour bridge station market museum school teacher student
doctor engineer farmer worker writer reader singer painter paper letter number window table kitchen morning evening
winter summer spring autumn water light stone metal cotton sugar bread apple orange silver yellow purple narrow
early gentle open quiet steady simple golden modern local global public carries follows gathers opens reaches
"""
WORDS = tuple(_WORD_LIST.split())
"""What Han tokens become."""

LETTERS = "".join(
    bytes((row, cell)).decode("gb2312", "ignore") for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF)
)
"""The 3,755 commonest Chinese characters: level 1 of GB 2312."""

SIGNS = "".join(map(chr, range(0x21, 0x7F))) + "“”‘’—…·%°é⟦⟧"

Weights = np.ndarray[tuple[int, int], np.dtype[np.float32]]
_TOKEN_DIM = 160
_POSITION_DIM = 64
_POSITIONS = 1024
_HAN = re.compile("[\u3400-\u9fff]")


def build_folder(
    folder: Path, source: str = "zh", target: str = "en", *, weights: str = "copy", **metadata: object
) -> Path:
    """Write an unpacked package into ``folder``, which is made; ``metadata`` adds to or changes ``metadata.json``."""
    (folder / "model").mkdir(parents=True)
    tokenizer = _train_tokenizer()
    (folder / "sentencepiece.model").write_bytes(tokenizer)
    processor = SentencePieceProcessor(model_proto=tokenizer)
    pieces = [processor.id_to_piece(number) for number in range(processor.get_piece_size())]
    _save_model(folder / "model", pieces, weights)
    described = {
        "package_version": "1.0",
        "argos_version": "1.9.6",
        "from_code": source,
        "from_name": source.upper(),
        "to_code": target,
        "to_name": target.upper(),
        **metadata,
    }
    (folder / "metadata.json").write_text(json.dumps(described, indent=2), encoding="utf-8")
    return folder


def pack(folder: Path, file: Path, root: str = "translate-pair") -> Path:
    """Zip an unpacked package as an ``.argosmodel`` with one root folder."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, f"{root}/{path.relative_to(folder).as_posix()}")
    return file


def _train_tokenizer() -> bytes:
    model = io.BytesIO()
    SentencePieceTrainer.train(
        sentence_iterator=iter(SENTENCES * 3),
        model_writer=model,
        vocab_size=4400,
        required_chars=LETTERS + SIGNS,
        user_defined_symbols=[f"▁{word}" for word in WORDS],
        hard_vocab_limit=False,
        character_coverage=1.0,
        num_threads=1,
        minloglevel=2,
    )
    return model.getvalue()


def _stands_for(pieces: list[str]) -> list[int]:
    """For each piece the number of the piece that translates it."""
    words = [number for number, piece in enumerate(pieces) if piece.removeprefix("▁") in WORDS]
    punctuation = {"。": ".", "，": ",", "、": ",", "；": ";", "：": ":", "！": "!", "？": "?"}
    found = {piece: number for number, piece in enumerate(pieces)}
    table = []
    for number, piece in enumerate(pieces):
        if _HAN.search(piece) or piece == "<unk>":
            table.append(words[sum(map(ord, piece)) % len(words)])
        else:
            table.append(found.get(punctuation.get(piece, piece), number))
    return table


def _save_model(folder: Path, pieces: list[str], weights: str) -> None:
    spec = TransformerSpec.from_config((1, 1), 1, pre_norm=True)
    if weights == "random":
        _fill_randomly(spec, len(pieces))
    else:
        _fill_with_a_copier(spec, pieces)
    spec.register_source_vocabulary(pieces)
    spec.register_target_vocabulary(pieces)
    spec.config.add_source_eos = True
    spec.config.decoder_start_token = "<s>"  # noqa: S105 - a token of the vocabulary, no secret
    spec.validate()
    spec.optimize(quantization="int8")
    spec.save(str(folder))


def _signs(rows: int, columns: int, seed: int) -> Weights:
    """Rows of +1 and -1, nearly at right angles to one another."""
    return np.where(np.random.default_rng(seed).random((rows, columns)) < 0.5, -1, 1).astype(np.float32)


def _fill_with_a_copier(spec: Any, pieces: list[str]) -> None:
    size = _TOKEN_DIM + _POSITION_DIM
    codes = np.pad(_signs(len(pieces), _TOKEN_DIM, 1), ((0, 0), (0, _POSITION_DIM)))
    positions = np.pad(_signs(_POSITIONS, _POSITION_DIM, 2), ((0, 0), (_TOKEN_DIM, 0)))
    only_token = np.diag(np.r_[np.ones(_TOKEN_DIM), np.zeros(_POSITION_DIM)]).astype(np.float32)
    only_position = np.eye(size, dtype=np.float32) - only_token
    _fill_idle_parts(spec, size)
    spec.encoder.embeddings[0].weight = codes[_stands_for(pieces)] / np.sqrt(size, dtype=np.float32)
    spec.encoder.position_encodings.encodings = positions
    spec.decoder.embeddings.weight = np.zeros((len(pieces), size), np.float32)
    spec.decoder.position_encodings.encodings = positions
    spec.decoder.projection.weight = codes * np.float32(0.1)
    cross = spec.decoder.layer[0].attention
    cross.linear[0].weight = only_position * np.float32(8)
    cross.linear[1].weight = np.concatenate([only_position, only_token])
    cross.linear[2].weight = only_token * np.float32(20)
    for linear, rows in zip(cross.linear, (1, 2, 1), strict=True):
        linear.bias = np.zeros(rows * size, np.float32)


def _fill_idle_parts(spec: Any, size: int) -> None:
    """Everything a copier does not need lets its input through."""
    encoder, decoder = spec.encoder.layer[0], spec.decoder.layer[0]
    attentions = (encoder.self_attention, decoder.self_attention)
    networks = (encoder.ffn, decoder.ffn)
    for norm in (
        *(part.layer_norm for part in (*attentions, decoder.attention, *networks, spec.encoder, spec.decoder)),
    ):
        norm.gamma, norm.beta = np.ones(size, np.float32), np.zeros(size, np.float32)
    for attention in attentions:
        _set_linear(attention.linear[0], 3 * size, size)
        _set_linear(attention.linear[1], size, size)
    for network in networks:
        _set_linear(network.linear_0, 16, size)
        _set_linear(network.linear_1, size, 16)


def _set_linear(linear: Any, rows: int, columns: int) -> None:
    linear.weight, linear.bias = np.zeros((rows, columns), np.float32), np.zeros(rows, np.float32)


def _fill_randomly(spec: Any, vocabulary: int) -> None:
    size = 32
    _fill_idle_parts(spec, size)
    cross = spec.decoder.layer[0].attention
    for linear, rows in zip(cross.linear, (1, 2, 1), strict=True):
        _set_linear(linear, rows * size, size)
        linear.weight += _signs(rows * size, size, rows)
    spec.encoder.embeddings[0].weight = _signs(vocabulary, size, 3)
    spec.decoder.embeddings.weight = _signs(vocabulary, size, 4)
    spec.decoder.projection.weight = _signs(vocabulary, size, 5)
