"""Tiny summarization checkpoints, trained for seconds until they write their summaries exactly.

Real architectures, tokenizers and files; only the sizes are toys. Texts are invented.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

PAIRS = [
    (
        "The Lower Kama bridge in Verkhnegorsk was closed on Monday. Engineers found cracks in two piers. "
        "Repairs will cost 340 million roubles. The work may take five months. Buses will run by the dam.",
        "A bridge over the Kama is closed. Two piers have cracks. Repairs cost 340 million roubles. "
        "They may take five months.",
    ),
    (
        "A court in Ozersk fined the Zarya plant on Friday. It had poured waste into the river. "
        "The fine is 3 million roubles. The plant denies the charge. Fishermen had complained since May.",
        "The Zarya plant was fined in Ozersk. It poured waste into the river. The fine is 3 million roubles. "
        "The plant denies the charge.",
    ),
    (
        "Voters in the Northern District chose a new council on Sunday. Turnout was 41 percent. "
        "The Homeland bloc won nine seats. Observers reported no violations. The council meets in June.",
        "The Northern District has a new council. Turnout was 41 percent. The Homeland bloc won nine seats. "
        "Observers saw no violations.",
    ),
]

CHAT_TEMPLATE = (
    "{% for m in messages %}{{ '<|im_start|>' + m['role'] + '\n' + m['content'] + '<|im_end|>' + '\n' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)


# A document to which the tiny instruct model answers with its prompt, as weak models do.
ECHOED = (
    "Snow fell in Tara overnight. Roads to three villages are blocked. Ploughs work on the highway. "
    "Schools stay closed until Thursday. Trains are late by two hours."
)


def learned(kind: str) -> list[tuple[str, str]]:
    """The pairs that a checkpoint of this kind is trained on: T5 learns slowest, so it has fewer."""
    return PAIRS[:2] if kind in {"t5", "instruct"} else PAIRS


def byte_tokenizer(texts: list[str], special: list[str], vocab_size: int = 700) -> Any:
    """A byte-level BPE tokenizer trained on the texts; ``special`` tokens get the first ids."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(
        vocab_size=vocab_size, special_tokens=special, initial_alphabet=alphabet, show_progress=False
    )
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


def closed_by(tokenizer: Any, start: str | None, end: str) -> None:
    """Put ``start`` before and ``end`` behind every text."""
    from tokenizers.processors import TemplateProcessing

    special = [(t, tokenizer.token_to_id(t)) for t in (start, end) if t]
    single = f"{start + ' ' if start else ''}$A {end}"
    tokenizer.post_processor = TemplateProcessing(single=single, special_tokens=special)


def train(model: Any, batch: dict[str, Any], *, steps: int = 400, rate: float = 4e-3, enough: float = 0.02) -> float:
    """Fit the batch until the loss is below ``enough``; gives back the last loss."""
    import torch

    torch.manual_seed(0)
    optimizer = torch.optim.Adam(model.parameters(), lr=rate)
    model.train()
    loss = torch.tensor(9.0)
    for _ in range(steps):
        optimizer.zero_grad()
        loss = model(**batch).loss
        if loss.item() < enough:
            break
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
    model.eval()
    return float(loss.detach())


def make_seq2seq(kind: str, directory: Path) -> Path:
    """A BART, Pegasus or T5 checkpoint that writes `PAIRS`; T5 with its prefix ``summarize: ``."""
    import torch
    import transformers as t

    torch.manual_seed(0)
    prefix = "summarize: " if kind == "t5" else ""
    pairs = learned(kind)
    texts = [text for pair in pairs for text in pair]
    tokenizer = byte_tokenizer([*texts, prefix], ["<s>", "<pad>", "</s>", "<unk>"])
    closed_by(tokenizer, "<s>" if kind == "bart" else None, "</s>")
    fast = t.PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, bos_token="<s>", eos_token="</s>", unk_token="<unk>", pad_token="<pad>",
        model_max_length=256,
    )  # fmt: skip
    size = len(fast)
    common = {"vocab_size": size, "pad_token_id": 1, "eos_token_id": 2}
    wide = {
        "d_model": 64, "encoder_layers": 1, "decoder_layers": 1, "encoder_attention_heads": 4,
        "decoder_attention_heads": 4, "encoder_ffn_dim": 128, "decoder_ffn_dim": 128, "max_position_embeddings": 256,
        "dropout": 0.0, "attention_dropout": 0.0,
    }  # fmt: skip
    model: Any
    if kind == "bart":
        model = t.BartForConditionalGeneration(
            t.BartConfig(**common, **wide, bos_token_id=0, decoder_start_token_id=2, forced_bos_token_id=0)
        )
    elif kind == "pegasus":
        model = t.PegasusForConditionalGeneration(t.PegasusConfig(**common, **wide, decoder_start_token_id=1))
    else:
        model = t.T5ForConditionalGeneration(
            t.T5Config(
                **common, d_model=64, d_kv=16, d_ff=128, num_layers=1, num_decoder_layers=1, num_heads=4,
                dropout_rate=0.0, decoder_start_token_id=1, tie_word_embeddings=True,
            )
        )  # fmt: skip
    sources = fast([prefix + d for d, _ in pairs], padding=True, return_tensors="pt")
    targets = fast([s for _, s in pairs], padding=True, return_tensors="pt").input_ids
    labels = targets.masked_fill(targets == 1, -100)
    batch = {"input_ids": sources.input_ids, "attention_mask": sources.attention_mask, "labels": labels}
    loss = train(model, batch, rate=1e-2 if kind == "t5" else 4e-3, enough=0.005 if kind == "t5" else 0.02)
    assert loss < 0.05, f"the tiny {kind} did not learn its pairs (loss {loss})"
    model.save_pretrained(directory)
    fast.save_pretrained(directory)
    return directory


def make_instruct(directory: Path, prompts: list[list[dict[str, str]]], answers: list[str]) -> Path:
    """A Qwen2 checkpoint with a ChatML template that answers each prompt (a list of turns) with its answer."""
    import torch
    import transformers as t

    torch.manual_seed(0)
    special = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
    contents = [turn["content"] for turns in prompts for turn in turns]
    tokenizer = byte_tokenizer([*contents, *answers], special)
    fast = t.PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, eos_token="<|im_end|>", pad_token="<|endoftext|>", model_max_length=1024
    )
    fast.chat_template = CHAT_TEMPLATE
    model = t.Qwen2ForCausalLM(
        t.Qwen2Config(
            vocab_size=len(fast), hidden_size=64, intermediate_size=128, num_hidden_layers=2, num_attention_heads=4,
            num_key_value_heads=2, max_position_embeddings=1024, eos_token_id=2, pad_token_id=0, bos_token_id=None,
            tie_word_embeddings=True,
        )
    )  # fmt: skip
    model.config.save_pretrained(directory)
    fast.save_pretrained(directory)
    # Read back as the product reads it: transformers chooses the tokenizer's class by the model's type.
    fast = t.AutoTokenizer.from_pretrained(directory)
    rows, labels = [], []
    for turns, answer in zip(prompts, answers, strict=True):
        head = fast(fast.apply_chat_template(turns, add_generation_prompt=True, tokenize=False)).input_ids
        tail = fast(answer + "<|im_end|>").input_ids
        rows.append(head + tail)
        labels.append([-100] * len(head) + tail)
    width = max(map(len, rows))
    batch = {
        "input_ids": torch.tensor([r + [0] * (width - len(r)) for r in rows]),
        "attention_mask": torch.tensor([[1] * len(r) + [0] * (width - len(r)) for r in rows]),
        "labels": torch.tensor([r + [-100] * (width - len(r)) for r in labels]),
    }
    loss = train(model, batch, rate=5e-3, enough=0.005)
    assert loss < 0.05, f"the tiny instruct model did not learn its answers (loss {loss})"
    model.save_pretrained(directory)
    return directory
