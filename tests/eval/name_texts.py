"""Texts with names in them, made from name_templates.txt and the lists of names in nlp/data; the same in every
run. Persons are put together at random, some from syllables, so that no list has them."""
import pathlib
import random
import re

HERE = pathlib.Path(__file__).resolve().parent
DATA = HERE.parents[1] / "nlp" / "data"
TEMPLATES = HERE / "name_templates.txt"
SOURCES = [TEMPLATES, HERE / "name_texts.py"] + [
    DATA / f"{n}.txt" for n in ("given_kk", "given_ru", "given_other", "given_latin", "surnames", "surnames_latin")
]


def phrases(lines):
    """What stands between the bars of lines."""
    return [" ".join(phrase.split()) for phrase in lines.split("|")]


VOWELS = "аәеёиоөуұүыіэюя"
BACK, FRONT, VOICELESS = "аоуұыёя", "әеөүіэиюй", "пфкқтсшщчцх"
FIRMS = ["Жол-Дос", "Темір Трейд", "Алтын Дән", "Строй-Сервис", "Береке-Агро", "Каспий Логистик", "Шаңырақ"]
TOWNS = """Тараз Павлодар Кентау Риддер Жаркент Хромтау Талдыкорган Атбасар Актау Астана Алматы Шымкент
Караганда Қарағанды Ақтөбе Костанай Қостанай Атырау Уральск Орал Петропавловск Кокшетау Көкшетау
Туркестан Түркістан Кызылорда Қызылорда Семей Өскемен Экибастуз Екібастұз Темиртау Жезқазған
Балхаш Степногорск Щучинск Каскелен Талғар Сарыағаш Аксай Шалкар Арал Жанаозен Құлсары Аягоз
Зайсан Сатпаев Абай Рудный Лисаковск Шахтинск Макинск Есиль Державинск Казалинск Ленгер Шардара
Шу Мерке Кордай Чунджа Ушарал Сарканд Текели Кызылжар Новодолинка Боровое Каменка Қызылту Ақсу
Жаңаауыл Бесағаш Шамалған Ұзынағаш Қарабұлақ Теректі Индер Махамбет""".split()
ABROAD = "Россия Германия Казахстан Қазақстан Узбекистан Москва Ташкент Омск Турция Ресей Корея".split()
HISTORIC = phrases(
    """Абай Кунанбаев|Мухтар Ауэзов|Мұхтар Әуезов|Чокан Валиханов|Шоқан Уәлиханов|Магжан Жумабаев|
Мағжан Жұмабаев|Ахмет Байтурсынов|Ахмет Байтұрсынұлы|Ыбырай Алтынсарин|Сакен Сейфуллин|Сәкен
Сейфуллин|Бауыржан Момышулы|Бауыржан Момышұлы|Алия Молдагулова|Маншук Маметова|Жамбыл Жабаев|
Каныш Сатпаев|Қаныш Сәтбаев|Динмухамед Кунаев|Александр Пушкин|Лев Толстой|Фёдор Достоевский|
Антон Чехов|Николай Гоголь|Юрий Гагарин|Тарас Шевченко|Ильяс Жансугуров|Беимбет Майлин|Габит
Мусрепов|Сабит Муканов|Курмангазы Сагырбаев|Махамбет Утемисов|Турар Рыскулов|Алихан Букейханов|
Міржақып Дулатов"""
)
POSTS = {
    "ru": """аким|аким сельского округа|аким района|аким города Тараза|заместитель акима области|и.о. акима|
руководитель аппарата акима|руководитель управления образования|начальник отдела земельных
отношений|начальник отдела ЖКХ|начальник департамента полиции|начальник РОВД|начальник участка|
начальник почты|начальник смены|начальник колонии|главный специалист отдела архитектуры|ведущий
специалист управления|специалист ЦОНа|специалист банка|специалист соцзащиты|консультант
юридического отдела|директор школы|директор школы № 12|директор колледжа|директор ТОО «Жол»|
директор рынка|заместитель директора по воспитательной работе|завуч начальных классов|заведующая
детским садом|заведующая отделением|заведующий складом|главный врач|главврач районной больницы|
врач-терапевт|врач скорой помощи|дежурный врач|участковый врач|хирург|кардиолог|педиатр|
стоматолог|фельдшер|старшая медсестра|медсестра процедурного кабинета|лаборант|судья|судья
районного суда|председатель суда|прокурор|помощник прокурора|старший помощник прокурора|
следователь|старший следователь|дознаватель|участковый|участковый инспектор|инспектор дорожной
полиции|инспектор по делам несовершеннолетних|налоговый инспектор|инспектор труда|сержант|
старший сержант полиции|лейтенант|старший лейтенант|капитан полиции|майор|майор полиции|
подполковник|полковник|генерал|сотрудник полиции|сотрудник КНБ|сотрудник акимата|сотрудница
банка|сотрудник таможни|судебный исполнитель|частный судебный исполнитель|нотариус|депутат|
депутат маслихата|депутат мажилиса|сенатор|министр|министр здравоохранения|вице-министр|
председатель комитета|председатель ОСИ|председатель КСК|председатель комиссии|председатель
кооператива|член комиссии|секретарь суда|секретарь комиссии|пресс-секретарь|советник акима|
ректор|проректор|декан|доцент|профессор|учитель математики|учительница|учительница физики|
классный руководитель|классный руководитель 5 «В» класса|воспитатель|воспитательница|логопед|
психолог|школьный психолог|методист|тренер|тренер по боксу|библиотекарь|комендант общежития|
управляющий домом|управдом|мастер участка|прораб|инженер|главный инженер|инженер технадзора|
архитектор города|землеустроитель|агроном|лесник|егерь|ветврач|санитарный врач|эксперт|
судмедэксперт|оценщик комиссии|аудитор|ревизор|бухгалтер|главный бухгалтер|кассир|оператор|
оператор колл-центра|диспетчер|диспетчер скорой|регистратор|администратор|менеджер банка|
менеджер по продажам|кадровик|юрист акимата|военком|военный комиссар|командир части|консул|
омбудсмен|контролёр|пограничник|таможенник|пожарный|спасатель|имам мечети""",
    "kk": """әкім|аудан әкімі|ауыл әкімі|қала әкімі|облыс әкімі|әкімнің орынбасары|аудан әкімінің орынбасары|
аппарат басшысы|білім бөлімінің басшысы|басқарма басшысы|бөлім басшысы|бөлімнің бас маманы|бас
маман|жетекші маман|халыққа қызмет көрсету орталығының маманы|банк маманы|банк менеджері|мектеп
директоры|№ 5 мектеп директоры|колледж директоры|мектеп директорының орынбасары|балабақша
меңгерушісі|бөлімше меңгерушісі|бас дәрігер|аурухананың бас дәрігері|учаскелік дәрігер|кезекші
дәрігер|дәрігер|хирург|фельдшер|медбике|жедел жәрдем дәрігері|судья|аудандық соттың судьясы|сот
төрағасы|прокурор|аудан прокуроры|прокурордың көмекшісі|тергеуші|аға тергеуші|анықтаушы|
учаскелік инспектор|учаскелік полицей|жол полициясының инспекторы|салық инспекторы|еңбек
инспекторы|полиция сержанты|аға сержант|лейтенант|капитан|полиция майоры|подполковник|полковник|
полиция бөлімінің бастығы|бөлім бастығы|колония бастығы|цех бастығы|сот орындаушысы|жеке сот
орындаушысы|нотариус|депутат|мәслихат депутаты|мәжіліс депутаты|министр|денсаулық сақтау
министрі|вице-министр|комитет төрағасы|комиссия төрағасы|ПИК төрағасы|КСК төрағасы|кооператив
төрағасы|комиссия мүшесі|комиссия хатшысы|баспасөз хатшысы|әкімнің кеңесшісі|ректор|проректор|
декан|кафедра меңгерушісі|мұғалім|математика мұғалімі|сынып жетекшісі|тәрбиеші|балабақша
тәрбиешісі|жаттықтырушы|психолог|кітапханашы|жатақхана меңгерушісі|инженер|бас инженер|сәулетші|
қала сәулетшісі|мал дәрігері|ветеринар|сарапшы|аудитор|есепші|бас есепші|кассир|оператор|
диспетчер|тіркеуші|әкімші|кадр бөлімінің қызметкері|әлеуметтік қызметкер|әкімдік қызметкері|
полиция қызметкері|банк қызметкері|кеден қызметкері|заңгер|командир|өрт сөндіруші|құтқарушы|
мешіт имамы""",
    "en": """mayor|deputy mayor|head of the department|director of the school|school principal|chief
physician|judge|prosecutor|investigator|senior investigator|police officer|inspector|minister|
vice minister|deputy|chairman of the committee|bank manager|notary|court bailiff|surgeon|nurse|
teacher|coach|clerk|migration officer|consul""",
}
POSTS = {language: phrases(posts) for language, posts in POSTS.items()}
ROLES = {
    "ru": """сын|дочь|мой сын|моя дочь|наш внук|внучка|муж|жена|мой муж|моя жена|бывший муж|брат|старший
брат|сестра|младшая сестра|мама|отец|бабушка|дедушка|тётя|дядя|племянник|племянница|свекровь|
тёща|зять|невестка|двоюродный брат|сосед|соседка|сосед сверху|соседка по площадке|подруга|друг|
коллега|мой коллега|одноклассник|однокурсница|знакомый|земляк|хозяйка|хозяин квартиры|
квартирант|арендатор|продавец|покупатель|водитель|водитель автобуса|таксист|курьер|фермер|чабан|
рабочий|сварщик|сантехник|дворник|сторож|пенсионерка|инвалид|ветеран|ученик|ученица|студент|
студентка|пациент|пациентка|свидетель|очевидец|потерпевший|должник|заёмщик|клиент|получатель|
жилец|жительница|пассажирка|мошенник|некий|няня|репетитор|адвокат|риелтор|блогер|
предприниматель|подросток|ребёнок|мальчик|девочка|парень|женщина|мужчина""",
    "kk": """ұлым|қызым|балам|немерем|әкем|анам|әжем|атам|күйеуім|әйелім|жұбайым|ағам|апам|әпкем|інім|
қарындасым|сіңлім|келінім|күйеу балам|жиенім|нағашым|енем|қайын атам|туысым|бауырым|көршім|
көршіміз|досым|құрбым|әріптесім|сыныптасым|танысым|ауылдасым|жерлесім|пәтер иесі|үй иесі|сатушы|
жүргізуші|автобус жүргізушісі|таксист|шопан|шаруа|фермер|жұмысшы|күзетші|аспазшы|зейнеткер|
мүгедек|ардагер|оқушы|оқушым|студент|науқас|куәгер|куә|қарызгер|тұрғын|ауыл тұрғыны|жолаушы|
алаяқ|адвокат|кәсіпкер|блогер|жесір әйел|қария|жас жігіт|көпбалалы ана""",
    "en": """my son|my daughter|my wife|my husband|my mother|my father|my brother|my sister|our neighbour|my
friend|my colleague|the landlord|the tenant|the driver|a witness|the seller|a student|my
flatmate|the victim|a pensioner""",
}
ROLES = {language: phrases(roles) for language, roles in ROLES.items()}
FIRM_TAILS = ["", "", " и К", "-Агро", "-Строй", " Трейд", " Сервис", " Плюс", " Логистик", " Құрылыс", " Инвест Групп", " 2010", " ЛТД"]
DATES = ["12 марта", "3 мая", "2025 жылғы 5 қаңтар", "14.02.2025", "30 августа"]
ORGS = ["Управление образования", "Департамент полиции", "Отдел земельных отношений"]
LOST = str.maketrans("әғқңөұүһіӘҒҚҢӨҰҮҺІ", "агкноуухиАГКНОУУХИ")
LATIN = dict(zip("абвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюяә", [
    "a", "b", "v", "g", "g", "d", "e", "e", "zh", "z", "i", "i", "k", "q", "l", "m", "n", "n", "o", "o", "p", "r", "s", "t",
    "u", "u", "u", "f", "kh", "h", "ts", "ch", "sh", "shch", "", "y", "i", "", "e", "iu", "ia", "a"]))


def words(name, common_only=False):
    found = []
    for line in (DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            found += [w.rstrip("!") for w in line.split() if not common_only or w.endswith("!")]
    return found


def latin(text):
    out = []
    for c in text:
        low = LATIN.get(c.lower(), c)
        out.append(low.capitalize() if c.isupper() else low)
    return "".join(out)


def is_female(name):
    return bool(re.search("(а|я|гүл|гуль|гул|нұр|жан|әсел|ша|бану|назым|шолпан|ай)$", name.lower()))


class Person:
    def __init__(self, rng, language, lists):
        self.rng = rng
        kind = rng.choices(["kk", "ru", "other", "made"], [5, 3, 2, 2] if language != "en" else [2, 1, 1, 1])[0]
        if language == "en" and rng.random() < 0.6:
            self.given, self.surname, self.patronymic = (
                rng.choice(lists["given_latin"]), rng.choice(lists["surnames_latin"]), "")
            self.female = False
            return
        given = rng.choice(lists["given_" + (kind if kind != "made" else rng.choice(["kk", "other"]))])
        other = rng.choice(lists["given_" + ("kk" if kind in ("kk", "made") else kind)])
        father = rng.choice(lists["given_" + ("kk" if kind in ("kk", "made") else kind)])
        if kind == "made":
            given = self.mix(given, rng.choice(lists["given_kk"]))
            other = self.mix(other, rng.choice(lists["given_other"]))
        self.given = given
        self.female = is_female(given)
        style = rng.random()
        if kind == "ru" or (kind == "other" and style < 0.4):
            surname = rng.choice(lists["surnames"])
            if kind == "ru" and rng.random() < 0.35:
                surname = self.mix(surname, rng.choice(["енко", "ов", "ин", "ский", "чук", "ман", "ец"]))
            self.surname = self.feminine(surname)
            self.patronymic = self.russian_patronymic(father)
        elif style < 0.55:
            self.surname = self.feminine(self.with_suffix(other))
            self.patronymic = rng.choice([self.russian_patronymic, self.kazakh_patronymic])(father)
        elif style < 0.85:
            self.surname = other
            self.patronymic = self.kazakh_patronymic(father)
        else:
            self.surname = self.kazakh_patronymic(other)
            self.patronymic = ""
        if language in ("ru", "mx") and rng.random() < 0.5:
            for part in ("given", "surname", "patronymic"):
                setattr(self, part, getattr(self, part).translate(LOST))
        if language == "en":
            for part in ("given", "surname", "patronymic"):
                setattr(self, part, latin(getattr(self, part)))

    def mix(self, a, b):
        """The first half of one word and the last of another."""
        return (a[: max(2, len(a) // 2 + 1)] + b[-max(2, len(b) // 2):].lower()).capitalize()

    def with_suffix(self, name):
        if name[-1] in "ьй":
            return name[:-1] + "ев"
        if name[-1] in "ая":
            return name[:-1] + self.rng.choice(["ин", "ов"])
        if name[-1] in VOWELS:
            return name + "ев"
        return name + self.rng.choice(["ов", "ов", "ев"])

    def feminine(self, surname):
        if not self.female:
            return surname
        if re.search("(ов|ев|ёв|ин|ын)$", surname):
            return surname + "а"
        return re.sub("(ский|цкий|ый|ой|ий)$", lambda m: {"ский": "ская", "цкий": "цкая"}.get(m[0], "ая"), surname)

    def russian_patronymic(self, father):
        stem = re.sub("[аяыеиоуйьіүұөә]+$", "", father)
        soft = father[-1] in "йьие"
        return stem + (("евна" if soft else "овна") if self.female else ("евич" if soft else "ович"))

    def kazakh_patronymic(self, father):
        return father + ("қызы" if self.female else "ұлы")

    def case(self, word, case, surname=False):
        if not case or not word:
            return word
        if case[0] == "k":
            return kazakh(word, case)
        return russian(word, case, self.female, surname)

    def render(self, slot, case):
        rng = self.rng
        if slot == "fam":
            inner, case = case, None
        g, s, p = (self.case(self.given, case), self.case(self.surname, case, True), self.case(self.patronymic, case))
        last = bool(case) and case[0] == "k"
        if last:  # the ending is on the last word only
            g0, s0, p0 = self.given, self.surname, self.patronymic
        else:
            g0, s0, p0 = g, s, p
        initials = self.given[0] + "."
        if self.patronymic and rng.random() < 0.6:
            initials += rng.choice(["", " "]) + self.patronymic[0] + "."
        if slot == "given":
            return g
        if slot == "surname":
            return s
        if slot == "gp":
            return f"{g0} {p}" if p else g
        if slot == "sur_init":
            return f"{s0} {initials}"
        if slot == "init_sur":
            return f"{initials}{rng.choice(['', ' '])}{s}"
        if slot == "given_init":
            return f"{self.given} {self.surname[0]}."
        if slot == "patr":
            return self.case(self.patronymic, case) if self.patronymic.endswith(("ч", "а")) else g
        if slot == "fam" and inner == "pl":
            return kazakh(re.sub("(ова|ева)$", lambda m: m[0][:-1], self.surname), "plural")
        if slot == "fam":
            base = re.sub("(ова|ева|ина|ына)$", lambda m: m[0][:-1], self.surname)
            if not re.search("(ов|ев|ин|ын)$", base):
                return self.surname
            return base + ("ых" if inner == "gen" else "ы")
        if slot == "fio" and self.patronymic:
            return rng.choice([f"{s0} {g0} {p}", f"{s0} {g0} {p}", f"{g0} {p0} {s}"])
        forms = [f"{s0} {g}", f"{g0} {s}"]
        if self.patronymic and slot == "full":
            forms += [f"{s0} {g0} {p}", f"{g0} {p}"]
        return rng.choice(forms)


def kazakh(word, case):
    low = word.lower()
    vowel = next((c for c in reversed(low) if c in BACK + FRONT), "а")
    front = vowel in "әеөүіэи"
    end = low[-1]
    if end in VOWELS:
        table = {"kgen": "ның", "kdat": "ға", "kacc": "ны", "kloc": "да", "kabl": "дан", "kins": "мен", "plural": "лар"}
    elif end in VOICELESS or end in "бвгд":
        table = {"kgen": "тың", "kdat": "қа", "kacc": "ты", "kloc": "та", "kabl": "тан", "kins": "пен", "plural": "тар"}
    elif end in "мнң":
        table = {"kgen": "ның", "kdat": "ға", "kacc": "ды", "kloc": "да", "kabl": "нан", "kins": "мен", "plural": "дар"}
    else:
        table = {"kgen": "дың", "kdat": "ға", "kacc": "ды", "kloc": "да", "kabl": "дан", "kins": "мен", "plural": "дар"}
    if low.endswith(("ұлы", "қызы")):
        table = {"kgen": "ның", "kdat": "на", "kacc": "н", "kloc": "нда", "kabl": "нан", "kins": "мен", "plural": "лар"}
        front = False
    ending = table[case]
    if front:
        ending = ending.translate(str.maketrans("ыағқ", "іегк"))
    return word + ending


def russian(word, case, female, surname):
    order = {"gen": 0, "dat": 1, "acc": 2, "ins": 3, "loc": 4}[case]
    if surname and re.search("(ов|ев|ёв|ин|ын)а$", word):
        return word[:-1] + ("ой", "ой", "у", "ой", "ой")[order]
    if re.search("(ов|ев|ёв|ин|ын)$", word) and surname:
        return word + ("а", "у", "а", "ым", "е")[order]
    if re.search("(ск|цк|н)ая$", word):
        return word[:-2] + ("ой", "ой", "ую", "ой", "ой")[order]
    if re.search("(ск|цк|н)ий$|ый$", word):
        return word[:-2] + ("ого", "ому", "ого", "им", "ом")[order]
    if word.endswith("а"):
        soft = word[-2] in "гкхжшчщ"
        return word[:-1] + ("и" if soft else "ы", "е", "у", "ой", "е")[order]
    if word.endswith("ия"):
        return word[:-1] + ("и", "и", "ю", "ей", "и")[order]
    if word.endswith("я"):
        return word[:-1] + ("и", "е", "ю", "ей", "е")[order]
    if word.endswith("ь") and female:
        return word[:-1] + ("и", "и", "ь", "ью", "и")[order]
    if word[-1] in "йь" and not female:
        return word[:-1] + ("я", "ю", "я", "ем", "е")[order]
    if word[-1].lower() in VOWELS + "йь" or female:
        return word
    return word + ("а", "у", "а", "ом", "е")[order]


def capital(text):
    return text[0].upper() + text[1:]


class Maker:
    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.lists = {n: words(n) for n in ("given_kk", "given_ru", "given_other", "given_latin", "surnames",
                                            "surnames_latin")}
        # Names that are common words too.
        self.common = {
            "ru": [w for w in words("given_ru", True)], "kk": [w for w in words("given_kk", True)]}
        self.templates = {}
        for line in TEMPLATES.read_text(encoding="utf-8").splitlines():
            if line and line[0] != "#":
                language, text = line.split("\t")
                self.templates.setdefault(language, []).append(text)

    def number(self, count):
        return "".join(self.rng.choice("0123456789") for _ in range(count))

    def firm(self):
        if self.rng.random() < 0.3:
            return self.rng.choice(FIRMS)
        return self.rng.choice(self.lists[self.rng.choice(["given_kk", "given_ru"])]) + self.rng.choice(FIRM_TAILS)

    def historic(self, case):
        name = self.rng.choice(HISTORIC).split()
        if not case:
            return " ".join(name)
        if case[0] == "k":
            return name[0] + " " + kazakh(name[1], case)
        female = name[1][-1] == "а"
        return russian(name[0], case, female, False) + " " + russian(name[1], case, female, True)

    def town(self, case):
        town = self.rng.choice(TOWNS)
        if not case:
            return town
        return kazakh(town, case) if case[0] == "k" else russian(town, case, False, False)

    def fill(self, text, language, out, gold):
        persons = {}
        spoken = language if language in POSTS else self.rng.choice(["ru", "kk"])
        at = 0
        for found in re.finditer(r"\{(!?)(?:(\d):)?(\w+)(?:\.(\w+))?\}", text):
            out.append(text[at : found.start()])
            at = found.end()
            stays, index, slot, case = found.groups()
            plain = {
                "phone": lambda: "8 701 " + self.number(3) + " " + self.number(2) + " " + self.number(2),
                "iin": lambda: "900101" + self.number(6), "date": lambda: self.rng.choice(DATES),
                "org": lambda: self.rng.choice(ORGS), "firm": self.firm, "abroad": lambda: self.rng.choice(ABROAD),
                "post": lambda: self.rng.choice(POSTS[spoken]), "role": lambda: self.rng.choice(ROLES[spoken]),
                "Post": lambda: capital(self.rng.choice(POSTS[spoken])),
                "Role": lambda: capital(self.rng.choice(ROLES[spoken])),
                "word": lambda: self.rng.choice(self.common[language if language in self.common else "kk"]),
                "hist": lambda: self.historic(case), "hsur": lambda: self.historic(case).split()[-1],
                "street": lambda: self.rng.choice(self.lists["given_kk"]), "town": lambda: self.town(case),
            }
            if slot in plain:
                out.append(plain[slot]())
                continue
            person = persons.get(index) if index else None
            person = person or Person(self.rng, language, self.lists)
            if index:
                persons[index] = person
            name = person.render(slot, case)
            if not stays:
                start = sum(len(o) for o in out)
                gold.append((start, start + len(name)))
            out.append(name)
        out.append(text[at:])

    def text(self):
        rng = self.rng
        language = rng.choices(["ru", "kk", "en", "mx"], [9, 8, 2, 2])[0]
        out, gold = [], []
        for i in range(rng.choice([1, 1, 2, 3, 4])):
            template = rng.choice(self.templates[language])
            template = template.replace(" / ", "\n" if rng.random() < 0.6 else " ")
            if i:
                out.append(rng.choice([" ", " ", " ", "\n"]))
            self.fill(template, language, out, gold)
        text = "".join(out)
        noise = rng.random()
        if noise < 0.04:
            text = text.upper()
        elif noise < 0.11:
            text = text.lower()
        elif noise < 0.19 and language != "en":
            text = text.translate(LOST)
        elif noise < 0.22 and language == "kk":
            kept, shift = [], 0
            for c in text:
                kept.append(shift)
                shift += len(latin(c))
            kept.append(shift)
            gold = [(kept[s], kept[e]) for s, e in gold]
            text = latin(text)
        elif noise < 0.25:
            drop = [c in ",.!?" for c in text]
            kept, shift = [], 0
            for d in drop:
                kept.append(shift)
                shift += not d
            kept.append(shift)
            gold = [(kept[s], kept[e]) for s, e in gold]
            text = "".join(c for c, d in zip(text, drop) if not d)
        sizes = [0]
        for c in text:
            sizes.append(sizes[-1] + len(c.encode()))
        return text, [(sizes[s], sizes[e]) for s, e in gold]


def make(count, seed=7):
    """`count` texts, each with the places of the private names in it, in bytes."""
    maker = Maker(seed)
    return [maker.text() for _ in range(count)]
