#include "crawler/block_topics.h"

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace crawler {
namespace {

enum Topic : std::uint8_t {
  kSubscribing,
  kRights,
  kAuthorship,
  kPicture,
  kReaders,
  kTrade,
  kMore,
};
static_assert(kMore + 1 == kTopics);

constexpr std::string_view kSubscriptionWords[] = {
    "cookie",   "newsletter", "subscri",   "inbox",      "sign up", "privacy policy", "terms of",
    "whatsapp", "telegram",   "facebook",  "instagram",  "подпис",  "рассылк",        "телеграм",
    "жазылы",   "тіркел",     "follow us", "your email", "log in",  "unlock",         "каналымыз"};
constexpr std::string_view kRightsWords[] = {"copyright",
                                             "all rights",
                                             "reserved",
                                             "права защищены",
                                             "перепечатк",
                                             "копирован",
                                             "при использовании материал",
                                             "құқық",
                                             "сілтеме жасау",
                                             "ссылка на",
                                             "disclaimer"};
constexpr std::string_view kAuthorshipWords[] = {"journalist",
                                                 "editor",
                                                 "reporter",
                                                 "reporting by",
                                                 "contributed to",
                                                 "correspondent",
                                                 "has written",
                                                 "he is a",
                                                 "she is a",
                                                 "about the author",
                                                 "корреспондент",
                                                 "журналист",
                                                 "автор",
                                                 "редактор",
                                                 "тілші",
                                                 "written by",
                                                 "years of experience",
                                                 "she has",
                                                 "he has"};
constexpr std::string_view kPictureWords[] = {"photo",  "image", "getty", "shutterstock",
                                              "фото",   "сурет", "video", "courtesy",
                                              "credit", "видео"};
constexpr std::string_view kReadersWords[] = {"comment",  "reply",      "комментар",  "пікір",
                                              "ответить", "жауап беру", "thanks for", "says"};
constexpr std::string_view kTradeWords[] = {"advert",    "sponsor",    "реклам",  "жарнама",
                                            "affiliate", "commission", "buy now", "discount",
                                            "купить",    "free trial"};
constexpr std::string_view kMoreWords[] = {
    "related", "read more", "more from", "more on",  "also read", "you may",   "recommend",
    "latest",  "популярн",  "также",     "по теме",  "тақырып",   "сондай ақ", "continue reading",
    "share",   "поделит",   "бөліс",     "trending", "оқи "};

constexpr std::size_t kBeginning = 60, kEnd = 40;  // bytes

// Finds all those words in one pass, by their first two bytes.
class TopicWords {
 public:
  TopicWords() : heads_(1 << 16, 0) {
    Add(kSubscribing, kSubscriptionWords);
    Add(kRights, kRightsWords);
    Add(kAuthorship, kAuthorshipWords);
    Add(kReaders, kReadersWords);
    Add(kTrade, kTradeWords);
    Add(kPicture, kPictureWords);
    Add(kMore, kMoreWords);
  }

  // Bits of the topics of a folded text.
  unsigned In(std::string_view text) const {
    unsigned topics = 0;
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
      const std::uint8_t list = heads_[HeadAt(text, i)];
      if (list == 0) continue;
      for (const auto& [word, topic] : lists_[list - 1u]) {
        if (topics >> topic & 1 || text.compare(i, word.size(), word) != 0) continue;
        const bool begins = i + word.size() <= kBeginning, ends = i + kEnd >= text.size();
        if (topic == kMore ? begins : topic != kPicture || begins || ends) topics |= 1u << topic;
      }
    }
    return topics;
  }

 private:
  static std::size_t HeadAt(std::string_view text, std::size_t at) {
    return static_cast<std::size_t>(static_cast<unsigned char>(text[at])) << 8 |
           static_cast<unsigned char>(text[at + 1]);
  }

  void Add(Topic topic, std::span<const std::string_view> words) {
    for (const std::string_view word : words) {
      std::uint8_t& list = heads_[HeadAt(word, 0)];
      if (list == 0) {
        lists_.emplace_back();
        list = static_cast<std::uint8_t>(lists_.size());
      }
      lists_[list - 1u].emplace_back(word, topic);
    }
  }

  std::vector<std::uint8_t> heads_;  // by two bytes: the number of a list, from 1 on
  std::vector<std::vector<std::pair<std::string_view, Topic>>> lists_;
};

}  // namespace

unsigned TopicsOf(std::string_view folded) {
  static const TopicWords kWords;
  return kWords.In(folded);
}

}  // namespace crawler
