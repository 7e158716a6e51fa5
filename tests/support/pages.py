"""Invented news items and pages in the shapes that the web gives."""

HEADLINE = "Губернатор Заречья отложил запуск паромной переправы до весны"
BODY = (
    "Власти Заречья перенесли открытие паромной переправы через реку Лугу на апрель, сообщил источник в администрации.",
    "По его словам, подрядчик не успел сдать причал, а проверка безопасности ещё не закончена.",
    "Переправа должна была связать Лугавск с левым берегом, где живут около 12 тысяч человек.",
    "Сейчас жители добираются до города через мост в 40 километрах выше по течению, и дорога занимает больше часа.",
)  # fmt: skip
OTHERS = (
    "В Лугавске открыли мост после ремонта", "Синоптики предупредили жителей области о заморозках",
    "Команда «Север» обыграла «Восход» на выезде", "Курс рубля вырос на открытии торгов",
)  # fmt: skip


def page(
    body=BODY, headline=HEADLINE, *, head="", before="", inside="", after="", wrap=("<div class='content'>", "</div>")
):
    """An HTML page with navigation, share bar, other headlines and an imprint around the body."""
    links = "".join(f"<li><a href='/n/{i}'>{other}</a></li>" for i, other in enumerate(OTHERS))
    paragraphs = "".join(f"<p>{text}</p>" for text in body)
    return f"""<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8">
<title>{headline} | Заречные вести</title>{head}</head>
<body><div id="top"><a href="/">Главная</a> <a href="/news">Новости</a> <a href="/sport">Спорт</a></div>
{before}<div class="main"><h1>{headline}</h1>{wrap[0]}{paragraphs}{inside}{wrap[1]}
<div class="share">Поделиться: <a href="#">ВКонтакте</a> <a href="#">Telegram</a></div>
<div class="related"><h3>Читайте также</h3><ul>{links}</ul></div></div>{after}
<div class="bottom"><p>© 2025 «Заречные вести». Все права защищены.
Использование материалов сайта без ссылки запрещено.</p>
<p>Сайт использует файлы cookie. Продолжая работу с сайтом,
пользователь соглашается с правилами.</p></div></body></html>"""
