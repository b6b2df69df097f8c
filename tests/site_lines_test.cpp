#include "crawler/site_lines.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crawler/extractor.h"
#include "tests/support/memory_key_value.h"

namespace {

using crawler::SiteLines;

std::string Joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += (text.empty() ? "" : "\n") + line;
  return text;
}

// A made-up outlet: what stands around each article, and words that its articles are made of.
struct Site {
  const char* host;
  std::string_view before, behind;  // markup; a line for each of `notices`
  std::vector<std::string> notices;
  std::vector<std::string> who, did, what;
};

const std::vector<Site> kSites = {
    {"dala.example",
     "<div class='post'><p>«Дала» порталы — өңірдегі оқиғалар туралы күн сайын жазатын тәуелсіз "
     "басылым.</p>",
     "<p>Материалды көшіріп басқан жағдайда «Дала» порталына гиперсілтеме жасау міндетті, авторлық "
     "құқық заңмен қорғалған.</p><p>Бізге хабарласқыңыз келсе, редакцияның поштасына жазыңыз, "
     "оқырманның хатына міндетті түрде жауап береміз.</p></div>",
     {"«Дала» порталы — өңірдегі оқиғалар туралы күн сайын жазатын тәуелсіз басылым.",
      "Материалды көшіріп басқан жағдайда «Дала» порталына гиперсілтеме жасау міндетті, авторлық "
      "құқық заңмен қорғалған.",
      "Бізге хабарласқыңыз келсе, редакцияның поштасына жазыңыз, оқырманның хатына міндетті түрде "
      "жауап береміз."},
     {"Қала әкімдігі", "Облыстық сот", "Мектеп директоры", "Аудан тұрғындары", "Кеңес депутаттары"},
     {"жаңа көпірдің құрылысы туралы", "су құбырын жөндеу мерзімі туралы",
      "биылғы бюджеттің жұмсалуы туралы", "жолдың жабылуы туралы"},
     {"журналистерге егжей-тегжейлі айтып берді", "жиында баяндама жасады",
      "тұрғындардың сұрағына жауап берді", "ресми құжаттарды жариялады"}},
    {"oblast.example",
     "<div class='article-text'>",
     "<p>Заметили ошибку в тексте или хотите рассказать о том, что происходит в вашем дворе? "
     "Редакция читает все письма и отвечает на каждое из них.</p><p>Газета выходит с 1998 года, её "
     "учредитель — коллектив редакции, а мнение авторов может с ним не совпадать.</p></div>",
     {"Заметили ошибку в тексте или хотите рассказать о том, что происходит в вашем дворе? "
      "Редакция "
      "читает все письма и отвечает на каждое из них.",
      "Газета выходит с 1998 года, её учредитель — коллектив редакции, а мнение авторов может с "
      "ним "
      "не совпадать."},
     {"Акимат города", "Областной суд", "Директор школы", "Жители района", "Депутаты маслихата"},
     {"подробно рассказали о строительстве моста", "сообщили о сроках ремонта водопровода",
      "отчитались о расходах бюджета", "предупредили о закрытии дороги"},
     {"и ответили на вопросы журналистов", "на встрече в минувшую среду",
      "в докладе на заседании комиссии", "и показали официальные документы"}},
    {"valley.example",
     "<article><p>The Valley Post is written by people who live here, and is paid for by its "
     "readers.</p>",
     "<p>If this story mattered to you, consider a gift to the newsroom: every sum helps us to "
     "send "
     "a reporter to the next hearing.</p></article>",
     {"The Valley Post is written by people who live here, and is paid for by its readers.",
      "If this story mattered to you, consider a gift to the newsroom: every sum helps us to send "
      "a "
      "reporter to the next hearing."},
     {"The town council", "A county judge", "The head of the school", "People of the valley"},
     {"spoke at length about the bridge", "told of the repairs of the water main",
      "answered for what was spent this year", "warned that the road will be closed"},
     {"and took questions from the press", "at a meeting on Wednesday evening",
      "in a report to the committee", "and showed the papers to prove it"}}};

std::vector<std::string> Article(const Site& site, std::size_t number) {
  const auto pick = [](const std::vector<std::string>& words,
                       std::size_t at) -> const std::string& { return words[at % words.size()]; };
  std::vector<std::string> lines;
  for (std::size_t p = 0; p < 4; ++p) {
    std::string line;
    for (std::size_t s = 0; s < 3; ++s) {
      const std::size_t at = number * 7 + p * 3 + s;
      line += (s > 0 ? " " : "") + pick(site.who, at) + " " + pick(site.did, at / 2 + p) + " " +
              pick(site.what, at / 3 + s) + ", № " + std::to_string(number * 100 + p * 10 + s) +
              ".";
    }
    lines.push_back(line);
  }
  return lines;
}

std::string PageOf(const Site& site, std::size_t number) {
  std::string html =
      "<!doctype html><html><head><meta charset=utf-8><title>№ " + std::to_string(number) +
      "</title></head><body><nav><a href=/>1</a></nav><h1>№ " + std::to_string(number) + "</h1>";
  html += site.before;
  for (const std::string& line : Article(site, number)) html += "<p>" + line + "</p>";
  return html.append(site.behind) + "<footer>2026</footer></body></html>";
}

std::string UrlOf(std::string_view host, std::size_t number) {
  return "https://" + std::string(host) + "/" + std::to_string(number);
}

struct Fixture {
  test::MemoryKeyValue space;
  std::optional<SiteLines> lines;

  void Open(SiteLines::Options options = {}) { lines.emplace(space, options); }
  // Trims and commits what was learned.
  std::string Trim(std::string_view host, std::size_t number, std::string_view text) {
    if (!lines) Open();
    auto trimmed = lines->Trim(host, UrlOf(host, number), text);
    space.Write(trimmed.learned);
    return trimmed.text;
  }
  std::string Trim(std::size_t number, const std::vector<std::string>& text) {
    return Trim("a.kz", number, Joined(text));
  }
};

// A paragraph like no other.
std::string Own(std::size_t number, int part = 0) {
  return "What page " + std::to_string(number) + " says in its part " + std::to_string(part) +
         " is said nowhere else, and it says so in a line that is longer than any short one.";
}

const std::string kNotice =
    "Copying is allowed only with a link to the first paragraph of the page that is copied, "
    "wherever it is copied to.";

}  // namespace

BOOST_FIXTURE_TEST_SUITE(site_lines_test, Fixture)

BOOST_AUTO_TEST_CASE(what_repeats_on_a_site_is_no_body) {
  const SiteLines::Options options;
  for (const Site& site : kSites) {
    BOOST_TEST_CONTEXT(site.host) {
      for (std::size_t number = 0; number < 20; ++number) {
        crawler::ExtractOptions extract;
        extract.url = UrlOf(site.host, number);
        const auto page = crawler::Extract(PageOf(site, number), extract);
        BOOST_REQUIRE(page);
        BOOST_TEST_CONTEXT("page " << number << ": " << page->text) {
          std::size_t notices = 0;  // that the page alone leaves in its body
          for (const std::string& notice : site.notices) {
            notices += page->text.find(notice) != std::string::npos ? 1 : 0;
          }
          BOOST_TEST(notices == site.notices.size());
          const std::string text = Trim(site.host, number, page->text);
          if (number < options.fewest_known) {
            BOOST_TEST(text == page->text);
          } else {
            BOOST_TEST(text == Joined(Article(site, number)));
          }
        }
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(a_page_fetched_again_is_no_repetition) {
  for (int i = 0; i < 20; ++i) {
    const std::string text = Joined({Own(1), kNotice});
    BOOST_TEST(Trim("a.kz", 1, text) == text);
  }
  // Nor do other pages of the host change that.
  for (std::size_t number = 2; number < 20; ++number) Trim(number, {Own(number)});
  BOOST_TEST(Trim(1, {Own(1), kNotice}) == Joined({Own(1), kNotice}));
}

BOOST_AUTO_TEST_CASE(hosts_do_not_learn_from_each_other) {
  for (std::size_t number = 0; number < 20; ++number) Trim(number, {Own(number), kNotice});
  const std::string text = Joined({Own(1), kNotice});
  for (std::size_t number = 0; number < 6; ++number) {
    BOOST_TEST(Trim("a.kz.example", number, text) == text);
  }
  BOOST_TEST(Trim(20, {Own(20), kNotice}) == Own(20));
}

BOOST_AUTO_TEST_CASE(inside_a_body_only_short_lines_go) {
  const std::string shown = "Photo: press service";
  for (std::size_t number = 0; number < 10; ++number) {
    Trim(number, {Own(number), shown, Own(number, 1), kNotice, Own(number, 2)});
  }
  BOOST_TEST(Trim(10, {Own(10), shown, Own(10, 1), kNotice, Own(10, 2)}) ==
             Joined({Own(10), Own(10, 1), kNotice, Own(10, 2)}));
  // Case and signs do not matter.
  BOOST_TEST(Trim(11, {Own(11), "PHOTO — press service.", Own(11, 1)}) ==
             Joined({Own(11), Own(11, 1)}));
  // Lines of signs are nobody's.
  for (std::size_t number = 12; number < 30; ++number) {
    const std::string text = Joined({Own(number), "* * *", Own(number, 1)});
    BOOST_TEST(Trim("a.kz", number, text) == text);
  }
}

BOOST_AUTO_TEST_CASE(what_few_pages_share_stays) {
  // Each third page quotes what was said before; three of nine would do, were they a third of all.
  for (std::size_t number = 0; number < 60; ++number) {
    const bool quotes = number % 4 == 0;
    std::vector<std::string> text = {Own(number)};
    if (quotes) text.push_back(kNotice);
    BOOST_TEST(Trim(number, text) == Joined(text));
  }
}

BOOST_AUTO_TEST_CASE(of_a_page_that_is_mostly_known_nothing_is_cut) {
  const std::vector<std::string> story = {Own(0), Own(0, 1), Own(0, 2)};
  for (std::size_t number = 0; number < 40; ++number)
    BOOST_TEST(Trim(number, story) == Joined(story));
  const std::vector<std::string> half = {"Short news.", kNotice};
  for (std::size_t number = 40; number < 80; ++number)
    BOOST_TEST(Trim(number, half) == Joined(half));
}

BOOST_AUTO_TEST_CASE(a_site_that_changes_its_template_is_learned_anew) {
  for (std::size_t number = 0; number < 50; ++number) Trim(number, {Own(number), kNotice});
  const std::string other =
      "Since the first of May this paper is printed by another house, on "
      "another paper and with other ink.";
  std::size_t learning = 0;
  for (std::size_t number = 50; number < 100; ++number) {
    if (Trim(number, {Own(number), other}) != Own(number)) ++learning;
  }
  BOOST_TEST(learning == 10u);  // until it stands on 30 % of 32 pages
  // The old one is forgotten.
  BOOST_TEST(Trim(100, {Own(100), kNotice}) == Joined({Own(100), kNotice}));
}

BOOST_AUTO_TEST_CASE(what_was_learned_survives_a_kill) {
  const auto run = [&](bool killed, SiteLines::Options options) {
    space.Clear();
    Open(options);
    std::vector<std::string> texts;
    for (std::size_t number = 0; number < 60; ++number) {
      const std::size_t page = number % 23 * 2 + number % 2;
      std::vector<std::string> text = {Own(page)};
      if (page % 3 != 0) text.push_back(kNotice);
      if (killed) {
        // The page was in flight: nothing of it was committed, and it comes again.
        lines->Trim("a.kz", UrlOf("a.kz", page), Joined(text));
        Open(options);
      }
      texts.push_back(Trim(page, text));
      Trim("b.kz", page, texts.back());
    }
    return texts;
  };
  const auto texts = run(false, {});
  BOOST_TEST(std::count_if(texts.begin(), texts.end(), [](const std::string& text) {
               return text.find('\n') == std::string::npos;
             }) > 30);
  BOOST_TEST((run(true, {}) == texts));
  SiteLines::Options no_memory;
  no_memory.max_held = 1;
  BOOST_TEST((run(false, no_memory) == texts));
}

BOOST_AUTO_TEST_CASE(what_is_kept_of_a_host_is_bounded) {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += Own(7, i) + "\n";
  for (std::size_t number = 0; number < 100; ++number) Trim("a.kz", number, text);
  std::size_t bytes = 0;
  for (const auto& [key, value] : space.map()) bytes += key.size() + value.size();
  BOOST_TEST(space.map().size() == 32u);
  BOOST_TEST(bytes < 32 * 400u);
}

BOOST_AUTO_TEST_CASE(damaged_records_are_as_none) {
  for (std::size_t number = 0; number < 10; ++number) Trim(number, {Own(number), kNotice});
  core::Batch damage;
  for (const auto& [key, value] : space.map()) damage.Put(key, value + "\xFF");
  space.Write(damage);
  Open();
  const std::string text = Joined({Own(10), kNotice});
  BOOST_TEST(Trim("a.kz", 10, text) == text);
  for (std::size_t number = 11; number < 20; ++number) Trim(number, {Own(number), kNotice});
  BOOST_TEST(Trim(20, {Own(20), kNotice}) == Own(20));
}

BOOST_AUTO_TEST_SUITE_END()
