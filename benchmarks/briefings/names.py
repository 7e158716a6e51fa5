"""Names that come out as they are written in English: on the development sets, and on documents about 60 people.

    python -m benchmarks.briefings.names [--data ../shared/data] [--first 0] [--lines 300]

A name of a line's source counts where the reference has a form of it (`translate.terms.names.aligned`), and is right
where the hypothesis has that form. Of `PEOPLE` there is a document each, which has the full name once, for every third
with its Latin form in brackets, and the surname twice, in other cases; right where all mentions of the surname are.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from benchmarks.quality import SETS, read_set
from translate import TranslateOptions, Translator
from translate.terms.names import aligned

# English, how Russian writes it, the surname in the genitive and in the dative.
PEOPLE = """
Jeremy Hunt|Джереми Хант|Ханта|Ханту
Philip Hammond|Филип Хэммонд|Хэммонда|Хэммонду
Sajid Javid|Саджид Джавид|Джавида|Джавиду
Keith Vaz|Кит Ваз|Ваза|Вазу
Hugh Grant|Хью Грант|Гранта|Гранту
Rachel Reeves|Рейчел Ривз|Ривз|Ривз
Alexander Cooley|Александр Кули|Кули|Кули
Daniel Craig|Дэниел Крейг|Крейга|Крейгу
Ruth Davidson|Рут Дэвидсон|Дэвидсон|Дэвидсон
Wilbur Ross|Уилбур Росс|Росса|Россу
Heiko Maas|Хайко Маас|Мааса|Маасу
Jens Spahn|Йенс Шпан|Шпана|Шпану
Thomas de Maiziere|Томас де Мезьер|де Мезьера|де Мезьеру
Norbert Röttgen|Норберт Рёттген|Рёттгена|Рёттгену
Katarina Barley|Катарина Барли|Барли|Барли
Andreas Scheuer|Андреас Шойер|Шойера|Шойеру
Karl Lauterbach|Карл Лаутербах|Лаутербаха|Лаутербаху
Jochen Zeitz|Йохен Цайц|Цайца|Цайцу
Edouard Philippe|Эдуар Филипп|Филиппа|Филиппу
Jean-Yves Le Drian|Жан-Ив Ле Дриан|Ле Дриана|Ле Дриану
Bruno Le Maire|Брюно Ле Мэр|Ле Мэра|Ле Мэру
Laurent Fabius|Лоран Фабиус|Фабиуса|Фабиусу
Gérald Darmanin|Жеральд Дарманен|Дарманена|Дарманену
Christophe Castaner|Кристоф Кастанер|Кастанера|Кастанеру
Thierry Breton|Тьерри Бретон|Бретона|Бретону
Etienne Dubois|Этьен Дюбуа|Дюбуа|Дюбуа
Xi Jinping|Си Цзиньпин|Си Цзиньпина|Си Цзиньпину
Wang Yi|Ван И|Ван И|Ван И
Geng Shuang|Гэн Шуан|Гэн Шуана|Гэн Шуану
Zhao Lijian|Чжао Лицзянь|Чжао Лицзяня|Чжао Лицзяню
Hua Chunying|Хуа Чуньин|Хуа Чуньин|Хуа Чуньин
Ren Zhengfei|Жэнь Чжэнфэй|Жэнь Чжэнфэя|Жэнь Чжэнфэю
Meng Wanzhou|Мэн Ваньчжоу|Мэн Ваньчжоу|Мэн Ваньчжоу
Cai Qi|Цай Ци|Цай Ци|Цай Ци
Kassym-Jomart Tokayev|Касым-Жомарт Токаев|Токаева|Токаеву
Erlan Karin|Ерлан Карин|Карина|Карину
Dariga Nazarbayeva|Дарига Назарбаева|Назарбаевой|Назарбаевой
Askar Mamin|Аскар Мамин|Мамина|Мамину
Bakytzhan Sagintayev|Бакытжан Сагинтаев|Сагинтаева|Сагинтаеву
Mukhtar Ablyazov|Мухтар Аблязов|Аблязова|Аблязову
Karim Massimov|Карим Масимов|Масимова|Масимову
Olzhas Khudaibergenov|Олжас Худайбергенов|Худайбергенова|Худайбергенову
Volodymyr Zelensky|Владимир Зеленский|Зеленского|Зеленскому
Pavlo Klimkin|Павел Климкин|Климкина|Климкину
Oleksiy Reznikov|Алексей Резников|Резникова|Резникову
Denys Shmyhal|Денис Шмыгаль|Шмыгаля|Шмыгалю
Iryna Venediktova|Ирина Венедиктова|Венедиктовой|Венедиктовой
Yuriy Lutsenko|Юрий Луценко|Луценко|Луценко
Andriy Parubiy|Андрей Парубий|Парубия|Парубию
Davyd Arakhamia|Давид Арахамия|Арахамии|Арахамии
Ruslan Stefanchuk|Руслан Стефанчук|Стефанчука|Стефанчуку
Mykhailo Fedorov|Михаил Федоров|Федорова|Федорову
Bashar Assad|Башар Асад|Асада|Асаду
Hassan Nasrallah|Хасан Насралла|Насраллы|Насралле
Khalifa Haftar|Халифа Хафтар|Хафтара|Хафтару
Fayez Sarraj|Файез Саррадж|Сарраджа|Сарраджу
Abdul Fattah Burhan|Абдул Фаттах Бурхан|Бурхана|Бурхану
Saad Hariri|Саад Харири|Харири|Харири
Mohammed Dahlan|Мухаммед Дахлан|Дахлана|Дахлану
Adel al-Jubeir|Адель аль-Джубейр|аль-Джубейра|аль-Джубейру
""".strip()


def report_sets(translator: Translator, data: Path, first: int, lines: int) -> None:
    for name in SETS:
        pairs = list(zip(*read_set(data, name), strict=True))[first : first + lines]
        right = total = 0
        for (source, reference), done in zip(pairs, translator.translate([s for s, _ in pairs]), strict=True):
            forms = [found.group() for _, _, found, _ in aligned(source, reference)]
            total += len(forms)
            right += sum(bool(re.search(rf"(?<!\w){re.escape(form)}(?!\w)", done.hypothesis)) for form in forms)
        print(f"{name}: names right {right} of {total} ({right / max(1, total):.1%})")


def report_people(translator: Translator) -> None:
    rows = [row.split("|") for row in PEOPLE.split("\n")]
    documents = []
    for k, (english, russian, genitive, dative) in enumerate(rows):
        given = f"{russian} ({english})" if k % 3 == 0 else russian
        documents.append([f"В Москву прибыл {given}.", f"Для {genitive} это первый визит. Вопросы задали {dative}."])
    wrong = []
    done = translator.translate_documents(documents)
    for k, ((english, *_), (first, second)) in enumerate(zip(rows, done, strict=True)):
        surname = _plain(english.split()[-1])
        full = _plain(english) in _plain(first.hypothesis)
        both = len(re.findall(rf"(?<!\w){re.escape(surname)}(?!\w)", _plain(second.hypothesis))) == 2
        wrong += [] if full and both else [(k % 3 == 0, english, first.hypothesis, second.hypothesis)]
    given = len(rows[::3])
    lost = sum(bracketed for bracketed, *_ in wrong)
    print(f"people with their Latin form: {given - lost} of {given} right; without: "
          f"{len(rows) - given - len(wrong) + lost} of {len(rows) - given}")  # fmt: skip
    for _, *row in wrong:
        print("  ", *row, sep=" | ")


def _plain(text: str) -> str:
    from svodka.facts.names import fold_latin

    return " ".join(fold_latin(word) for word in re.split(r"[\s-]+", text.replace("’s", "").replace("'s", "")))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--first", type=int, default=0, help="line of each set to begin with")
    parser.add_argument("--lines", type=int, default=300, help="lines of each set; 0: people only")
    args = parser.parse_args()
    translator = Translator("compact", offline=True, options=TranslateOptions(quality=False))
    if args.lines:
        report_sets(translator, args.data, args.first, args.lines)
    report_people(translator)


if __name__ == "__main__":
    main()
