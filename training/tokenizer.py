"""The tokenizer: SentencePiece with byte fallback; every symbol is one piece."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import sentencepiece

from training.symbols import BOS, EOS, PAD, SYMBOLS, UNK


@dataclass(frozen=True, slots=True)
class Piece:
    """A token of a text."""

    id: int
    """In the vocabulary."""
    start: int
    """Offset in the text."""
    end: int
    """Offset behind it; the mark of a space covers none of its word."""


class Tokenizer:
    """A SentencePiece model."""

    def __init__(self, path: Path) -> None:
        self._processor = sentencepiece.SentencePieceProcessor(model_file=str(path))
        self.size: int = self._processor.get_piece_size()
        self.pieces: list[str] = [self._processor.id_to_piece(number) for number in range(self.size)]

    def ids(self, texts: list[str]) -> list[list[int]]:
        """The tokens of each text."""
        found: list[list[int]] = self._processor.encode(texts, num_threads=1)
        return found

    def tokens(self, text: str) -> list[str]:
        """The same for one text, spelled out."""
        return [self.pieces[number] for number in self.ids([text])[0]]

    def located(self, text: str) -> list[Piece]:
        """The tokens of one text with their places."""
        found = self._processor.encode(text, return_type="offset_mapping")
        places = zip(found["ids"], found["offsets"], strict=True)
        return [_trimmed(text, Piece(number, start, end)) for number, (start, end) in places]

    def text(self, tokens: list[str]) -> str:
        """What tokens say."""
        found: str = self._processor.decode_pieces(tokens)
        return found


def _trimmed(text: str, piece: Piece) -> Piece:
    start = piece.start
    while start < piece.end and text[start].isspace():
        start += 1
    return Piece(piece.id, start, piece.end)


def train_tokenizer(sentences: Iterable[str], path: Path, size: int) -> Tokenizer:
    """Learn a vocabulary of ``size`` from ``sentences``, save it as ``path`` (``….model``)."""
    with path.open("wb") as file:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(sentences),
            model_writer=file,
            model_type="unigram",
            vocab_size=size,
            hard_vocab_limit=False,
            character_coverage=0.9995,
            byte_fallback=True,
            split_digits=True,
            normalization_rule_name="nmt_nfkc",
            user_defined_symbols=list(SYMBOLS),
            unk_id=UNK,
            bos_id=BOS,
            eos_id=EOS,
            pad_id=PAD,
            max_sentence_length=4000,
            num_sub_iterations=2,
            num_threads=1,
            minloglevel=2,
        )
    return Tokenizer(path)
