"""Pages of one invented article with something else in them."""

HEADLINE = "Власти Белозерска закрыли мост"
PARAGRAPHS = (
    "Власти Белозерска закрыли движение по мосту через реку Ряжу после паводка, сообщила пресс-служба администрации.",
    "По словам главы города, объезд организован через посёлок Лесное, автобусы пойдут по временному расписанию.",
    "Вода поднялась на 3,7 метра и подтопила 86 домов, из Заречья вывезли 214 человек, в школах отменили уроки.",
    "Ремонт моста начнётся, когда спадёт вода, и займёт не меньше двух месяцев, уточнили в дорожной службе области.",
    "На работы в областном бюджете заложено 18,4 млн рублей, подрядчика выберут в мае, сообщил министр транспорта.",
    "Жителям раздают питьевую воду, спасатели дежурят круглосуточно, в пунктах размещения осталось тридцать мест.",
)  # fmt: skip


def document(inner, *, head="", title=HEADLINE):
    """A page around the markup of its main part, where ``{H}`` is its headline."""
    main = inner.replace("{H}", f"<h1>{HEADLINE}</h1>")
    return (
        f'<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8"><title>{title} — Вести Заозерья</title>{head}'
        "</head>"
        '<body><header><nav><a href="/">Главная</a> <a href="/news">Новости</a></nav></header>'
        f"<main>{main}</main><footer>© Вести Заозерья</footer></body></html>"
    )


def article(extra="", *, at=None, paragraphs=PARAGRAPHS, before="", head=""):
    """An article of paragraphs, ``extra`` standing before the one with the index ``at``, else at the end."""
    parts = [f"<p>{text}</p>" for text in paragraphs]
    parts.insert(len(parts) if at is None else at, extra)
    return document(f"<article>{{H}}{before}{''.join(parts)}</article>", head=head)
