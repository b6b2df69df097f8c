"""What made-up items tell: per sphere one scheme and one body, in three languages.

`who` names post and body, `act` what was done ({sum} is the amount), `field` where people of that sphere work, for texts
that tell of no act, and `title` a headline of the act.
"""
from collections import namedtuple

Topic = namedtuple("Topic", "sphere scheme body kk ru en")
Words = namedtuple("Words", "who act title field")

TOPICS = [
    Topic("health", "bribe_hospital", "hospital",
          Words("Көпбейінді аурухананың дәрігері", "операция үшін ақша талап етіп, {sum} пара алды",
                "Аурухана дәрігері операция үшін пара алды", "ауруханалар мен емханаларда"),
          Words("Врач многопрофильной больницы", "требовал за операцию деньги и получил взятку в размере {sum}",
                "Врач больницы брал взятки за операции", "в больницах и поликлиниках"),
          Words("A doctor of the multi-profile hospital", "demanded money for an operation and took a bribe of {sum}",
                "Hospital doctor took bribes for operations", "in hospitals and clinics")),
    Topic("land", "land_allocation", "upr_zem",
          Words("Жер қатынастары басқармасының басшысы", "жер телімін аукционсыз заңсыз бергені үшін {sum} пара алды",
                "Жер телімін заңсыз берген басшы пара алды", "жер телімдерін беретін жер комиссияларында"),
          Words("Руководитель управления земельных отношений",
                "получил взятку в размере {sum} за незаконное выделение земельного участка без аукциона",
                "Взятка за земельный участок без аукциона", "в земельных комиссиях, которые выделяют земельные участки"),
          Words("The head of the land relations department",
                "took a bribe of {sum} for the illegal allocation of a land plot without an auction",
                "Bribe for a land plot without an auction", "in the commissions that allocate land plots")),
    Topic("customs", "customs_clearance", "customs_post",
          Words("Кеден бекетінің инспекторы", "жүкті кедендік рәсімдегені үшін {sum} пара алды",
                "Кеден бекетінде кедендік рәсімдеу үшін пара алынды", "кеден органдарында"),
          Words("Инспектор таможенного поста", "получил взятку в размере {sum} за растаможку груза",
                "Инспектор таможенного поста брал взятки за растаможку", "на таможне"),
          Words("An inspector of the customs post", "took a bribe of {sum} for the customs clearance of cargo",
                "Customs inspector took bribes for customs clearance", "in customs")),
    Topic("agriculture", "subsidy_kickback", "upr_selhoz",
          Words("Ауыл шаруашылығы басқармасының маманы", "фермерлерге берілетін субсидия үшін пара сұрап, {sum} алды",
                "Басқарма маманы субсидия үшін пара алды", "ауыл шаруашылығы субсидияларын беретін орындарда"),
          Words("Специалист управления сельского хозяйства", "получил откат в размере {sum} за одобрение субсидий фермерам",
                "Откат за одобрение субсидий фермерам", "в сфере субсидий фермерам"),
          Words("A specialist of the agriculture department", "took a kickback of {sum} for the approval of farm subsidies",
                "Kickback for the approval of farm subsidies", "with farm subsidies")),
    Topic("preschool", "kindergarten_queue", "kindergarten",
          Words("Балабақша меңгерушісі", "баланы балабақшаға орналастыру үшін {sum} пара алды",
                "Балабақшаға орналастыру үшін пара алынды", "балабақшаларда"),
          Words("Заведующая детским садом", "получила взятку в размере {sum} за место в детском саду",
                "Взятка за место в детском саду", "в детских садах"),
          Words("The head of the kindergarten", "took a bribe of {sum} for a place in the kindergarten",
                "Bribe for a place in the kindergarten", "in kindergartens")),
    Topic("sport", "sport_funds", "upr_sport",
          Words("Дене шынықтыру және спорт басқармасының басшысы", "жалған жарыстар арқылы {sum} жымқырды",
                "Спорт басқармасының басшысы жалған жарыстар арқылы ақша жымқырды", "спорт мектептерінде"),
          Words("Руководитель управления физической культуры и спорта", "похитил {sum} через фиктивные соревнования",
                "Хищение через фиктивные соревнования в управлении спорта", "в спортивных школах"),
          Words("The head of the physical culture and sport department", "embezzled {sum} through fictitious sports competitions",
                "Embezzlement through fictitious sports competitions", "in sports schools")),
    Topic("highereducation", "exam_bribe", "university",
          Words("Университет оқытушысы", "студенттерден емтихан үшін {sum} пара алды",
                "Университет оқытушысы емтихан үшін пара алды", "университеттерде"),
          Words("Преподаватель университета", "получил от студентов взятку в размере {sum} за экзамен",
                "Преподаватель университета брал взятки за экзамен", "в университетах"),
          Words("A lecturer of the university", "took a bribe of {sum} from students for an exam",
                "University lecturer took bribes for an exam", "in universities")),
    Topic("publicservices", "driving_licence", "tson",
          Words("Халыққа қызмет көрсету орталығының қызметкері", "жүргізуші куәлігі үшін {sum} пара алды",
                "Жүргізуші куәлігі үшін пара алынды", "халыққа қызмет көрсету орталықтарында"),
          Words("Сотрудник центра обслуживания населения", "получил взятку в размере {sum} за водительские права без теста",
                "Взятка за водительские права", "в центрах обслуживания населения"),
          Words("An employee of the public service centre", "took a bribe of {sum} for a driving licence without a test",
                "Bribe for a driving licence", "in public service centres")),
    Topic("housing", "housing_queue", "upr_zhkh",
          Words("Энергетика және тұрғын үй-коммуналдық шаруашылық басқармасының маманы",
                "тұрғын үй кезегінен тыс пәтерді заңсыз бергені үшін {sum} пара алды",
                "Тұрғын үй кезегінен тыс пәтер үшін пара алынды", "тұрғын үй кезегін жүргізетін бөлімдерде"),
          Words("Специалист управления энергетики и жилищно-коммунального хозяйства",
                "получил взятку в размере {sum} за квартиру вне очереди на жильё",
                "Взятка за квартиру вне очереди на жильё", "в отделах, где ведут очередь на жильё"),
          Words("A specialist of the energy and housing-utilities department",
                "took a bribe of {sum} for an apartment outside the housing queue",
                "Bribe for an apartment outside the housing queue", "in the offices that keep the housing queue")),
    Topic("roads", "road_quality", "upr_dorog",
          Words("Жолаушылар көлігі және автомобиль жолдары басқармасының басшысы", "жол жөндеу кезінде {sum} жымқырды",
                "Жол жөндеу кезінде ақша жымқырылды", "жол жөндеу учаскелерінде"),
          Words("Руководитель управления пассажирского транспорта и автомобильных дорог", "похитил {sum} при ремонте дорог",
                "Хищение при ремонте дорог", "на ремонте автодорог"),
          Words("The head of the passenger transport and roads department", "embezzled {sum} during the road repair",
                "Embezzlement during the road repair", "on road repairs")),
    Topic("forestry", "illegal_logging", "lespatrol",
          Words("Орман шаруашылығы мемлекеттік мекемесінің орманшысы", "ағашты заңсыз кесуге жол бергені үшін {sum} пара алды",
                "Орманшы ағашты заңсыз кесу үшін пара алды", "орман шаруашылығында"),
          Words("Лесник лесхоза", "получил взятку в размере {sum} за незаконную рубку леса",
                "Лесник лесхоза брал взятки за незаконную рубку", "в лесхозах"),
          Words("A ranger of the forestry institution", "took a bribe of {sum} for covering illegal logging",
                "Ranger took bribes for covering illegal logging", "in forestry")),
]

# Of the special state body: it stands in for `who`.
SPECIAL = dict(kk="Ұлттық қауіпсіздік комитетінің қызметкері", ru="Сотрудник Комитета национальной безопасности",
               en="An officer of the National Security Committee")

# Sentences after the act, by context. No name of a sphere or body beyond prosecutors and judges.
STAGES = {
    "allegation": dict(
        kk=["Бұл туралы редакцияға тұрғындар айтып, әңгіменің жазбасын берді.", "Куәлар бұл жағдайды видеоға түсіріп алған."],
        ru=["Об этом редакции рассказали жители, они передали запись разговора.", "Свидетели сняли разговор на видео."],
        en=["Residents told the editors about it and handed over a recording.", "Witnesses filmed the conversation."]),
    "investigation": dict(
        kk=["Прокуратура сотқа дейінгі тергеп-тексеру бастады, күдікті ұсталды."],
        ru=["Прокуратура начала досудебное расследование, подозреваемый задержан с поличным."],
        en=["Prosecutors opened a criminal case, the suspect was detained red-handed."]),
    "conviction": dict(
        kk=["Сот оны кінәлі деп танып, айыппұл тағайындады."],
        ru=["Суд признал его виновным и вынес обвинительный приговор."],
        en=["The judge found the accused guilty and passed a sentence."]),
}

# Texts without an act: {field} from the topic, {where} a region.
HARMLESS = {
    "prevention": dict(
        kk=("Сыбайлас жемқорлықтың алдын алу туралы дәріс", "{Where} {field} жұмыс істейтін мамандарға сыбайлас жемқорлықтың алдын алу "
            "туралы дәріс оқылды. Тыңдаушыларға сенім телефонының нөмірін таратты."),
        ru=("Лекция о профилактике коррупции", "{Where} для тех, кто работает {field}, провели лекцию о профилактике коррупции. Слушателям "
            "раздали номер телефона доверия."),
        en=("Lecture on the prevention of corruption", "{Where} a lecture on the prevention of corruption was given to those who work "
            "{field}. The listeners received the number of the hotline.")),
    "none": dict(
        kk=("Жаңа кесте енгізілді", "{Where} {field} жаңа жұмыс кестесі енгізілді. Қызметкерлер өзгерісті жылы қабылдады."),
        ru=("Новый график работы", "{Where} {field} ввели новый график работы. Сотрудники приняли перемены с радостью."),
        en=("New working hours", "{Where} new working hours were introduced {field}. The staff welcomed the change.")),
}

# Words of corruption in an innocent sense, without any sphere.
LOOK_ALIKES = {
    "ru": ("Вечер преферанса", "За карточным столом дедушка объявил мизер, а его соперник взял семь взяток и выиграл партию."),
    "en": ("Chainsaw tips", "The kickback of a chainsaw is dangerous, so the master keeps the guide bar low and holds on with both hands."),
    "kk": ("Қыстың алғашқы күні", "Әже немересіне жүннен жылы қолғап тоқып, ескі ертегі айтып берді."),
}

PLEA = dict(
    kk=["Осы жағдайды тексеріп, шара қолдануыңызды сұраймын.", "Арызымды қарап, жауап беруіңізді өтінемін."],
    ru=["Прошу проверить эти факты и принять меры.", "Прошу рассмотреть моё обращение и дать ответ."],
    en=["Please check these facts and take measures.", "I ask you to consider my appeal and to answer it."])
