"""Words for made-up texts: neutral filler in three languages, regions, months, names.

The filler speaks of weather, animals and kitchens, so that nothing in it names a sphere, a body, a region or an act.
Two articles share few word 3-grams because every clause draws four to six words out of long lists.
"""

RU = dict(
    adjective="старый тёплый холодный тихий громкий рыжий серый белый чёрный пёстрый узкий высокий лёгкий тяжёлый сонный "
              "весёлый ленивый бодрый упрямый круглый мокрый сухой далёкий ближний поздний ранний медный глиняный деревянный "
              "каменный синий зелёный лохматый хитрый смелый робкий важный забытый новый странный бледный гордый".split(),
    noun="ветер дождь туман пёс кот старик мальчик гость фонарь мост ручей холм камень тополь клён берег закат рассвет снег "
         "костёр самовар чайник велосипед мяч голубь воробей жаворонок ёж конь верблюд орёл журавль заяц лис сосед дедушка "
         "паром колокол ковёр сундук".split(),
    adverb="медленно тихо быстро неожиданно снова долго едва ласково звонко мягко осторожно лениво незаметно плавно дружно "
           "внезапно терпеливо упрямо весело привычно важно сердито гордо задумчиво бережно тревожно".split(),
    verb="качался шумел появился остановился скрипел блестел двигался дремал пел ворчал кружился темнел светился прятался "
         "возвращался отдыхал звенел поднимался ждал улыбался исчезал дрожал молчал таял гудел шуршал".split(),
    place=["у реки", "за холмом", "возле калитки", "на крыльце", "под навесом", "у колодца", "среди камней", "над озером", "в овраге",
           "около беседки", "за окном", "на лужайке", "под старой ивой", "у забора", "на чердаке", "возле мельницы", "на тропинке",
           "в тени деревьев", "у родника", "на перевале", "возле костра", "за околицей", "на кухне", "под луной", "между скал"],
    time=["Утром", "К вечеру", "В полдень", "На рассвете", "После дождя", "Под выходные", "Ближе к ночи", "Перед грозой", "В сумерках",
          "Весь день", "Накануне", "Чуть позже", "Спустя час", "Порой", "Изредка", "С первыми лучами", "Вскоре"],
    link=[", а ", ", и ", ", пока ", ", хотя ", "; тем временем ", ", зато "])
KK = dict(
    adjective="кәрі жылы суық тыныш қатты жирен сұр ақ қара ала тар биік жеңіл ауыр ұйқылы көңілді жалқау сергек қыңыр дөңгелек "
              "дымқыл құрғақ алыс жақын кеш ерте мыс көк жасыл қу батыл жасқаншақ маңызды ұмытылған жаңа бөтен бозғылт тәкаппар "
              "сүйкімді жүнді".split(),
    noun="жел жаңбыр тұман мысық күшік қария бала қонақ шам көпір бұлақ төбе тас терек қайың жаға таң бұлт қар алау самаурын "
         "шәйнек доп көгершін торғай бозторғай кірпі тұлпар түйе қыран тырна қоян түлкі көрші әже қоңырау кілем сандық ай "
         "жұлдыз қарлығаш аққу".split(),
    adverb="баяу ақырын тез күтпегенде қайта ұзақ әрең мейірлене сыңғырлап жайлап абайлап еріне байқаусызда бірқалыпты "
           "жарқырап шыдаммен қыңырланып көңілдене әдетінше маңыздана ойлана алаңдап үнсіз".split(),
    verb="тербелді шулады көрінді тоқтады сықырлады жалтырады жылжыды қалғыды ыңылдады күңкілдеді айналды қараңғыланды "
         "жарқырады жасырынды оралды дем-алды сыңғырлады көтерілді күтті жымиды жоғалды дірілдеді үндемеді еріді гүілдеді".split(),
    place=["өзен жағасында", "төбе астында", "қақпа түбінде", "баспалдақта", "шатыр астында", "құдық жанында", "тастар арасында", "көл үстінде",
           "сайда", "терезе сыртында", "көгалда", "тал түбінде", "қоршау жанында", "шатырда", "диірмен қасында", "соқпақта", "көлеңкеде",
           "бастау басында", "асуда", "алау жанында", "ауыл шетінде", "ас үйде", "ай астында", "жартастар арасында"],
    time=["Таңертең", "Кешке қарай", "Түс кезінде", "Таң ата", "Жаңбырдан кейін", "Демалыс қарсаңында", "Түнге жақын", "Ымыртта", "Күні бойы",
          "Кеше", "Сәл кейінірек", "Бір сағаттан соң", "Кейде", "Анда-санда", "Көп ұзамай"],
    link=[", ал ", ", сонда ", "; сол кезде ", ", ", ", бірақ ", ", содан соң "])
EN = dict(
    adjective="old warm cold quiet loud ginger grey white black spotted narrow tall light heavy sleepy cheerful lazy brisk stubborn "
              "round wet dry distant late early copper wooden stony blue green shaggy sly brave shy solemn forgotten strange pale "
              "proud dusty".split(),
    noun="wind rain fog dog cat grandfather boy guest lantern bridge brook hill stone poplar maple sunset sunrise snow bonfire "
         "samovar kettle bicycle ball pigeon sparrow lark hedgehog horse camel eagle crane hare fox neighbour carpet bell raft "
         "swallow star cloud".split(),
    adverb="slowly quietly quickly suddenly again gently barely softly carefully lazily smoothly together patiently stubbornly "
           "merrily proudly thoughtfully anxiously silently brightly".split(),
    verb="swayed rustled appeared stopped creaked glittered moved dozed sang grumbled whirled darkened glowed hid returned rested "
         "tinkled rose waited smiled vanished trembled melted hummed lingered".split(),
    place=["by the river", "behind the hill", "near the gate", "on the porch", "under the awning", "beside the well", "among the stones",
           "above the lake", "in the ravine", "outside the window", "on the lawn", "under the willow", "along the fence", "in the attic",
           "near the mill", "on the path", "in the shade", "by the spring", "on the pass", "in the kitchen", "under the moon",
           "between the cliffs"],
    time=["In the morning", "Towards evening", "At noon", "At dawn", "After the rain", "Before the weekend", "Close to midnight",
          "At dusk", "All day long", "The day before", "A little later", "An hour later", "Sometimes", "Now and then", "Soon"],
    link=[", and ", ", while ", ", but ", "; meanwhile ", ", although "])
BANK = {"ru": RU, "kk": KK, "en": EN}


def clause(rng, language):
    bank = BANK[language]
    w = {k: rng.choice(bank[k]) for k in ("adjective", "noun", "adverb", "verb", "place")}
    if language == "kk":
        return f"{w['place']} {w['adjective']} {w['noun']} {w['adverb']} {w['verb'].replace('-', ' ')}"
    article = "the " if language == "en" else ""
    return f"{article}{w['adjective']} {w['noun']} {w['adverb']} {w['verb']} {w['place']}"


def filler(rng, language):
    """One sentence of 14 words or so that says nothing."""
    bank = BANK[language]
    comma = ", " if language == "en" else " "
    return f"{rng.choice(bank['time'])}{comma}{clause(rng, language)}{rng.choice(bank['link'])}{clause(rng, language)}."


# id: (kk, ru, en), each with its preposition or case ending.
REGIONS = {
    "KZ-10": ("Абай облысында", "в области Абай", "in Abai Region"),
    "KZ-11": ("Ақмола облысында", "в Акмолинской области", "in Akmola Region"),
    "KZ-15": ("Ақтөбе облысында", "в Актюбинской области", "in Aktobe Region"),
    "KZ-19": ("Алматы облысында", "в Алматинской области", "in Almaty Region"),
    "KZ-23": ("Атырау облысында", "в Атырауской области", "in Atyrau Region"),
    "KZ-27": ("Батыс Қазақстан облысында", "в Западно-Казахстанской области", "in West Kazakhstan Region"),
    "KZ-31": ("Жамбыл облысында", "в Жамбылской области", "in Zhambyl Region"),
    "KZ-33": ("Жетісу облысында", "в области Жетісу", "in Zhetisu Region"),
    "KZ-35": ("Қарағанды облысында", "в Карагандинской области", "in Karaganda Region"),
    "KZ-39": ("Қостанай облысында", "в Костанайской области", "in Kostanay Region"),
    "KZ-43": ("Қызылорда облысында", "в Кызылординской области", "in Kyzylorda Region"),
    "KZ-47": ("Маңғыстау облысында", "в Мангистауской области", "in Mangystau Region"),
    "KZ-55": ("Павлодар облысында", "в Павлодарской области", "in Pavlodar Region"),
    "KZ-59": ("Солтүстік Қазақстан облысында", "в Северо-Казахстанской области", "in North Kazakhstan Region"),
    "KZ-61": ("Түркістан облысында", "в Туркестанской области", "in Turkistan Region"),
    "KZ-62": ("Ұлытау облысында", "в области Ұлытау", "in Ulytau Region"),
    "KZ-63": ("Шығыс Қазақстан облысында", "в Восточно-Казахстанской области", "in East Kazakhstan Region"),
    "KZ-71": ("Астана қаласында", "в городе Астане", "in Astana city"),
    "KZ-75": ("Алматы қаласында", "в городе Алматы", "in Almaty city"),
    "KZ-79": ("Шымкент қаласында", "в городе Шымкенте", "in Shymkent city"),
}
COUNTRIES = [("Бразилияда", "в Бразилии", "in Brazil"), ("Португалияда", "в Португалии", "in Portugal"),
             ("Филиппинде", "на Филиппинах", "in the Philippines"), ("Аргентинада", "в Аргентине", "in Argentina")]
LANGUAGES = ("kk", "ru", "en")


def amount(rng, language):
    """A sum of money in words and digits."""
    if rng.random() < 0.6:
        n = rng.randrange(110, 990, 10)
        return {"kk": f"{n} мың теңге", "ru": f"{n} тысяч тенге", "en": f"{n} thousand tenge"}[language]
    n = rng.randrange(2, 48)
    return {"kk": f"{n} миллион теңге", "ru": f"{n} млн тенге", "en": f"{n} million tenge"}[language]


MONTHS = {
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split(),
    "kk": "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан".split(),
    "en": "January February March April May June July August September October November December".split(),
}
SURNAMES = ["Жарболов", "Сейтқұлов", "Тынбаев", "Ардабеков", "Кожанбаев", "Лебяжин", "Ромашкин", "Тулеубергенов", "Досжанов", "Калиев"]
GIVEN = ["Ерлан", "Мирас", "Санжар", "Даурен", "Виктор", "Олег", "Асхат", "Нурлан", "Тимур", "Бауыржан"]


def iin(rng):
    """An individual identification number of nobody, with a right check digit."""
    while True:
        digits = [int(d) for d in f"{rng.randrange(55, 99):02d}{rng.randrange(1, 13):02d}{rng.randrange(1, 29):02d}"
                                  f"{rng.choice('34')}{rng.randrange(10000):04d}"]
        for weights in (range(1, 12), [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]):
            check = sum(d * w for d, w in zip(digits, weights)) % 11
            if check < 10:
                return "".join(map(str, digits)) + str(check)
