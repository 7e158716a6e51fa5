"""Invented reports of invented events, each in the words of another newsroom, for measuring groups.

Some events resemble each other on purpose: two fires on one day, two rate decisions a month apart, two court cases.
Every entry is (event, day and time, English headline, English sentences).
"""

from support.briefs import brief

REPORTS = [
    (
        "ferry",
        "2026-05-12T10:20",
        "Ferry with 87 passengers runs aground off Russky Island",
        [
            "The ferry Zaliv ran aground off Russky Island on Tuesday morning.",
            "There were 87 passengers and 9 crew on board.",
            "No one was hurt, port captain Igor Lebedyansky said.",
        ],
    ),
    (
        "ferry",
        "2026-05-12T14:05",
        "Passengers taken off stranded ferry Zaliv",
        [
            "Rescuers took all passengers off the ferry Zaliv, which is aground near Russky Island.",
            "There were 91 passengers on board, the emergencies ministry said.",
            "Captain Oleg Strizhov was questioned by transport police.",
        ],
    ),
    (
        "ferry",
        "2026-05-13T08:00",
        "Tugs free ferry off Russky Island",
        [
            "Two tugs pulled the ferry Zaliv off the shoal near Russky Island overnight.",
            "The ferry with a damaged hull was towed to Vladivostok.",
            "Igor Lebedyansky put the damage at 14 million roubles.",
        ],
    ),
    (
        "fire-omsk",
        "2026-05-12T06:10",
        "Fire at Omsk paint warehouse kills three",
        [
            "A fire broke out in a paint warehouse in Omsk on Tuesday night.",
            "Three people were killed and 11 were injured.",
            "The fire covered 2,000 square metres, governor Vasily Kruglov said.",
        ],
    ),
    (
        "fire-omsk",
        "2026-05-12T18:40",
        "Death toll in Omsk warehouse fire rises to five",
        [
            "The death toll of the fire at the paint warehouse in Omsk rose from three to five.",
            "Another 14 people were injured, governor Vasily Kruglov said.",
            "Investigators detained warehouse owner Ruslan Ageyev.",
        ],
    ),
    (
        "fire-tver",
        "2026-05-12T09:00",
        "School evacuated in Tver after fire in gym",
        [
            "Pupils were evacuated from a school in Tver after a fire in the gym.",
            "No one was injured.",
            "The fire covered 40 square metres, headmistress Nina Yolkina said.",
        ],
    ),
    (
        "rate-may",
        "2026-05-15T13:30",
        "Bank of Severia raises key rate to 17%",
        [
            "The Bank of Severia raised its key rate by one point to 17%.",
            "Inflation is above the forecast, governor Alla Dmitrieva said.",
        ],
    ),
    (
        "rate-may",
        "2026-05-15T15:00",
        "Severia's central bank lifts rate to 17 percent",
        [
            "Severia's central bank has lifted the key rate to 17%, governor Alla Dmitrieva said.",
            "Annual inflation reached 9.4% in April.",
            "The next rate meeting is on June 19.",
        ],
    ),
    (
        "rate-june",
        "2026-06-19T13:30",
        "Bank of Severia keeps key rate at 17%",
        [
            "The Bank of Severia left its key rate unchanged at 17%.",
            "Inflation is slowing, governor Alla Dmitrieva said.",
        ],
    ),
    (
        "trial-ageyev",
        "2026-05-14T11:00",
        "Court arrests Omsk warehouse owner for two months",
        [
            "A court in Omsk has sent Ruslan Ageyev, owner of the burnt paint warehouse, to custody for two months.",
            "His lawyer Semyon Plotnikov will appeal.",
        ],
    ),
    (
        "trial-mayor",
        "2026-05-14T12:30",
        "Former mayor of Kholmy sentenced to six years",
        [
            "A court has sentenced former Kholmy mayor Artyom Guskov to six years for bribery.",
            "He took 8 million roubles from a road builder, prosecutors said.",
        ],
    ),
    (
        "trial-mayor",
        "2026-05-14T17:10",
        "Guskov gets six years in prison for bribe",
        [
            "Artyom Guskov, who was mayor of Kholmy until 2024, was found guilty of bribery and given six years.",
            "Prosecutors said he took 8.5 million roubles from a road builder.",
            "His lawyers will appeal.",
        ],
    ),
    (
        "grain",
        "2026-05-13T10:00",
        "Severia to export 21 million tonnes of grain this season",
        [
            "Severia will export 21 million tonnes of grain this season, farm minister Pavel Zernov said.",
            "Egypt and Turkey remain the largest buyers.",
        ],
    ),
    (
        "grain",
        "2026-05-13T12:00",
        "Minister Zernov puts grain exports at 21 million tonnes",
        [
            "Grain exports will reach 21 million tonnes this season, Pavel Zernov told the upper house.",
            "The export duty on wheat will be kept.",
        ],
    ),
    (
        "satellite",
        "2026-05-11T05:00",
        "Rocket with weather satellite launched from Vostok-2",
        [
            "A rocket with the weather satellite Oblako-3 lifted off from the Vostok-2 launch site.",
            "The satellite reached orbit 9 minutes later.",
        ],
    ),
    (
        "satellite",
        "2026-05-11T09:00",
        "Oblako-3 satellite reaches orbit",
        [
            "The weather satellite Oblako-3 has reached orbit after the launch from Vostok-2, the space agency said.",
            "It will work for seven years.",
        ],
    ),
    (
        "flood",
        "2026-05-10T19:00",
        "River Tura floods 120 houses near Zarechny",
        ["The river Tura has flooded 120 houses near Zarechny.", "310 people were moved to shelters."],
    ),
    (
        "flood",
        "2026-05-11T20:00",
        "Flood on the Tura: 180 houses under water",
        [
            "The Tura has flooded 180 houses near Zarechny, the regional government said.",
            "310 people are staying in shelters.",
            "Water rose by 40 cm overnight.",
        ],
    ),
    (
        "hockey",
        "2026-05-12T21:00",
        "Severia beats Norland 4:2 in hockey quarter-final",
        ["Severia beat Norland 4:2 in the quarter-final of the hockey championship.", "Kirill Voronin scored twice."],
    ),
    (
        "chess",
        "2026-05-12T20:00",
        "Lapina wins chess title in Norland",
        ["Vera Lapina has won the women's chess championship in Norland.", "She scored 8.5 points of 11."],
    ),
    (
        "fair",
        "2026-05-10",
        "Book fair opens in Tuleyevsk",
        ["A book fair has opened in Tuleyevsk.", "3,400 people attended on the first day, Marina Oskina said."],
    ),
    (
        "metro",
        "2026-05-13T07:00",
        "Metro line in Novy Gorod closed for a week",
        ["The red metro line in Novy Gorod will be closed for a week for repairs.", "Buses will run instead."],
    ),
]

EVENTS = [event for event, *_ in REPORTS]
BRIEFS = [
    brief(
        f"{event}-{n}",
        (f"Заголовок {n}", headline),
        [(f"Предложение {n}-{k}.", sentence) for k, sentence in enumerate(sentences)],
        [(sentences[0], [0])],
        source=("Вести Приморья", "Тулеевский листок", "Агентство «Берег»")[n % 3],
        published=when,
    )
    for n, (event, when, headline, sentences) in enumerate(REPORTS)
]
