#include "store/codec.h"

#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>
#include <limits>
#include <optional>
#include <random>
#include <utility>

#include "store/keys.h"
#include "store/postings.h"
#include "store/record.h"
#include "store/streams.h"
#include "tests/support/store_fixture.h"

BOOST_AUTO_TEST_SUITE(codec_test)

BOOST_AUTO_TEST_CASE(numbers_come_back_at_the_edges_of_their_widths) {
  const std::uint64_t values[] = {
      0, 1, 127, 128, 16383, 16384, 0xffff'ffff, std::numeric_limits<std::uint64_t>::max()};
  for (const std::uint64_t value : values) {
    std::string bytes;
    store::AppendVarint(bytes, value);
    store::Reader reader(bytes);
    BOOST_TEST(reader.Varint() == value);
    BOOST_TEST((reader.ok() && reader.done()));
  }
  for (const std::int64_t value :
       {std::int64_t{0}, std::int64_t{-1}, std::int64_t{1}, std::int64_t{-64}, std::int64_t{64},
        std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()}) {
    std::string bytes;
    store::AppendZigzag(bytes, value);
    store::Reader reader(bytes);
    BOOST_TEST(reader.Zigzag() == value);
  }
}

BOOST_AUTO_TEST_CASE(small_numbers_of_either_sign_take_one_byte) {
  for (const int value : {-64, -1, 0, 1, 63}) {
    std::string bytes;
    store::AppendZigzag(bytes, value);
    BOOST_TEST(bytes.size() == 1U);
  }
}

BOOST_AUTO_TEST_CASE(fixed_numbers_sort_as_numbers_do) {
  std::string before;
  for (const std::uint32_t value : {0U, 1U, 255U, 256U, 65536U, 0xffff'ffffU}) {
    std::string bytes;
    store::AppendFixed(bytes, value);
    BOOST_TEST(bytes.size() == 4U);
    BOOST_CHECK(before < bytes);
    BOOST_TEST(store::FixedAt<std::uint32_t>(bytes) == value);
    before = bytes;
  }
}

BOOST_AUTO_TEST_CASE(bytes_that_do_not_fit_fail_for_good) {
  const std::string cases[] = {
      "",                               // nothing
      "\x80",                           // varint without its end
      std::string(10, '\x80') + '\1',   // varint of more than 64 bits
      std::string(9, '\xff') + '\x7f',  // the same, in ten bytes
      std::string("\x05"
                  "abc"),  // string shorter than its length
      std::string(9, '\xff') +
          "\x01"
          "a"  // string longer than memory
  };
  for (const std::string& bytes : cases) {
    store::Reader reader(bytes);
    BOOST_TEST(reader.String().empty());
    BOOST_TEST(!reader.ok());
    BOOST_TEST(reader.Byte() == 0);
  }
  store::Reader wide("\xff\xff\xff\xff\x1f");
  wide.Varint32();
  BOOST_TEST(!wide.ok());
  store::Reader count(
      "\x7f"
      "ab");
  BOOST_TEST(count.Count(1) == 0U);
  BOOST_TEST(!count.ok());
}

BOOST_AUTO_TEST_CASE(no_key_of_one_source_is_a_key_of_another) {
  using core::SourceType;
  BOOST_TEST(store::IdentityKeyOf({SourceType::kMedia, "a", "b"}) !=
             store::IdentityKeyOf({SourceType::kMedia, "ab", ""}));
  BOOST_TEST(store::IdentityKeyOf({SourceType::kMedia, "a", "b"}) !=
             store::IdentityKeyOf({SourceType::kAppeal, "a", "b"}));
  BOOST_TEST(store::SpacePrefix("app") != store::SpacePrefix("application").substr(0, 4));
}

namespace {

struct OwnPosting {
  std::uint16_t low = 0;
  std::uint32_t payload = 0;
  std::vector<std::uint32_t> positions;
};

std::string BlockOf(const std::vector<OwnPosting>& postings) {
  store::BlockBuilder builder;
  for (const OwnPosting& posting : postings) {
    std::string positions;
    std::uint32_t last = 0;
    for (const std::uint32_t position : posting.positions) {
      store::AppendPosition(positions, last, position);
      last = position;
    }
    builder.Add({posting.low, posting.payload, positions});
  }
  std::string block;
  builder.AppendTo(block);
  return block;
}

std::string BlockOf(std::uint16_t low, std::uint32_t payload = store::PayloadOf(1, false)) {
  return BlockOf({{low, payload, {300}}});
}

}  // namespace

// Dense and sparse blocks are read in different ways.
constexpr std::array<std::uint32_t, 5> kMostSteps = {3, 60, 250, 3000, 40'000};

BOOST_AUTO_TEST_CASE(joined_blocks_read_as_their_postings_one_after_the_other) {
  std::mt19937 random(7);
  for (std::size_t round = 0; round < 500; ++round) {
    std::vector<OwnPosting> postings;
    std::uint32_t low = round == 0 ? 0 : 1;
    for (; low <= 0xffff && postings.size() <= 500;
         low += 1 + static_cast<std::uint32_t>(random()) % kMostSteps[round % kMostSteps.size()]) {
      OwnPosting& posting = postings.emplace_back();
      posting.low = static_cast<std::uint16_t>(low);
      std::uint32_t at = 0;
      const std::uint32_t most = random() % 40 == 0 ? 400 : 20;  // a payload of two bytes
      for (auto n = static_cast<std::uint32_t>(random() % most); n > 0; --n) {
        at += static_cast<std::uint32_t>(random() % (n % 3 == 0 ? 100'000 : 100));
        posting.positions.push_back(at);
      }
      posting.payload =
          store::PayloadOf(static_cast<std::uint32_t>(posting.positions.size()), random() % 2 == 0);
    }

    // Joined in groups of any size, then the groups: as compactions do.
    std::vector<std::string> groups;
    for (std::size_t i = 0; i < postings.size();) {
      std::vector<std::string> blocks;
      for (std::size_t size = 1 + random() % 9; size > 0 && i < postings.size();) {
        const std::size_t count = std::min<std::size_t>(1 + random() % 4, postings.size() - i);
        const auto first = postings.begin() + static_cast<std::ptrdiff_t>(i);
        blocks.push_back(BlockOf({first, first + static_cast<std::ptrdiff_t>(count)}));
        i += count;
        --size;
      }
      const std::vector<std::string_view> views(blocks.begin(), blocks.end());
      BOOST_REQUIRE(store::JoinBlocks(views, groups.emplace_back()));
    }
    const std::vector<std::string_view> views(groups.begin(), groups.end());
    std::string joined;
    BOOST_REQUIRE(store::JoinBlocks(views, joined));
    BOOST_TEST(store::CountPostings(joined) == postings.size());
    store::PostingArrays read;
    BOOST_REQUIRE(store::ReadBlock(joined, read));
    BOOST_REQUIRE(read.lows.size() == postings.size());
    store::PositionReader positions(read.positions);
    std::uint64_t passed = 0;
    for (std::size_t i = 0; i < postings.size(); ++i) {
      BOOST_TEST(read.lows[i] == postings[i].low);
      BOOST_TEST(read.payloads[i] == postings[i].payload);
      const std::uint32_t frequency = store::FrequencyOf(read.payloads[i]);
      if (random() % 2 == 0) {
        passed += frequency;
        continue;
      }
      std::vector<std::uint32_t> found;
      positions.Skip(passed);
      positions.Read(frequency, found);
      passed = 0;
      BOOST_TEST(found == postings[i].positions);
    }
    BOOST_TEST(!positions.damaged());
  }
}

BOOST_AUTO_TEST_CASE(blocks_that_do_not_grow_are_not_joined) {
  const std::string five = BlockOf(5), six = BlockOf(6);
  std::string out;
  BOOST_TEST(store::JoinBlocks(std::vector<std::string_view>{five, six}, out));
  BOOST_TEST(!store::JoinBlocks(std::vector<std::string_view>{six, five}, out));
  BOOST_TEST(!store::JoinBlocks(std::vector<std::string_view>{five, five}, out));
  BOOST_TEST(!store::JoinBlocks(std::vector<std::string_view>{five, ""}, out));
  BOOST_TEST(!store::JoinBlocks(std::vector<std::string_view>{}, out));
}

BOOST_AUTO_TEST_CASE(numbers_that_do_not_grow_are_not_read) {
  std::vector<OwnPosting> postings;
  for (std::uint16_t low = 1; low <= 40; ++low)
    postings.push_back({low, store::PayloadOf(1, false), {0}});
  const std::string block = BlockOf(postings);
  store::PostingArrays out;
  BOOST_TEST(store::ReadBlock(block, out));
  constexpr std::size_t kHead = 3;  // last number, bytes of the documents
  for (std::size_t at = 2; at < 2 * postings.size(); at += 2) {
    std::string damaged = block;
    BOOST_REQUIRE(damaged[kHead + at] == 1);
    damaged[kHead + at] = 0;
    BOOST_TEST(!store::ReadBlock(damaged, out), at);
  }
}

namespace {

// As the grammar of a block says, a varint at a time; absent if it is damaged.
std::optional<std::vector<std::pair<std::uint16_t, std::uint32_t>>> ReadSimply(
    std::string_view block) {
  store::Reader reader(block);
  const auto last = reader.Fixed<std::uint16_t>();
  store::Reader documents(reader.String());
  std::vector<std::pair<std::uint16_t, std::uint32_t>> read;
  std::uint64_t low = 0;
  while (reader.ok() && !documents.rest().empty()) {
    const std::uint64_t step = documents.Varint();
    const std::uint32_t payload = documents.Varint32();
    low += step;
    if (!documents.ok() || (step == 0 && !read.empty()) || low > 0xffff) return std::nullopt;
    read.emplace_back(static_cast<std::uint16_t>(low), payload);
  }
  if (!reader.ok() || read.empty() || low != last) return std::nullopt;
  return read;
}

}  // namespace

BOOST_AUTO_TEST_CASE(changed_blocks_are_read_as_their_grammar_says) {
  std::mt19937 random(11);
  const auto below = [&](std::size_t end) { return random() % end; };
  std::size_t readable = 0;
  store::PostingArrays out;
  for (std::size_t round = 0; round < 4000; ++round) {
    std::vector<OwnPosting> postings;
    const std::size_t most = 1 + below(120);
    for (std::uint32_t low = 0; low <= 0xffff && postings.size() < most;
         low += 1 + static_cast<std::uint32_t>(below(kMostSteps[round % kMostSteps.size()]))) {
      const auto frequency = static_cast<std::uint32_t>(1 + below(below(20) == 0 ? 9000 : 5));
      postings.push_back({static_cast<std::uint16_t>(low), store::PayloadOf(frequency, false), {}});
    }
    std::string block = BlockOf(postings) + std::string(below(2) * 100, '\1');
    // Some changes keep what the last number must be: then only the order can be wrong.
    for (std::size_t changes = below(3); changes > 0; --changes) {
      const std::size_t at = 3 + below(std::max<std::size_t>(1, 2 * postings.size() - 2));
      const auto change = static_cast<char>(1 << below(8));
      if (at < block.size()) block[at] = static_cast<char>(block[at] ^ change);
      const std::size_t other = at + 2;
      if (below(2) == 0 && other < block.size()) {
        block[other] = static_cast<char>(block[other] ^ change);
      }
    }
    const auto expected = ReadSimply(block);
    BOOST_REQUIRE(store::ReadBlock(block, out) == expected.has_value());
    if (!expected) {
      BOOST_TEST(out.lows.empty());
      continue;
    }
    ++readable;
    BOOST_REQUIRE(out.lows.size() == expected->size());
    for (std::size_t i = 0; i < out.lows.size(); ++i) {
      BOOST_REQUIRE(out.lows[i] == (*expected)[i].first);
      BOOST_REQUIRE(out.payloads[i] == (*expected)[i].second);
    }
  }
  BOOST_TEST(readable > 1500);
  BOOST_TEST(readable < 3800);
}

BOOST_AUTO_TEST_CASE(a_damaged_block_is_not_read) {
  store::PostingArrays out;
  const std::string block = BlockOf(5, 300);
  BOOST_TEST(store::ReadBlock(block, out));
  for (std::size_t size = 0; size + 2 < block.size(); ++size) {
    BOOST_TEST(!store::ReadBlock(std::string_view(block).substr(0, size), out), size);
  }
  store::PositionReader positions(std::string_view("\x80", 1));
  std::vector<std::uint32_t> found;
  positions.Read(1, found);
  BOOST_TEST(positions.damaged());
  BOOST_TEST(found.empty());
  store::PositionReader none("");
  none.Skip(1);
  BOOST_TEST(none.damaged());
}

namespace {

store::DocumentRecord FullRecord() {
  fixture::Item item("https://steppe.example/1", "Tender", "words of a text");
  item.Counting().On("2024-05-12T14:35:00+05:00").With(core::TagKind::kSphere, "roads");
  item.With(core::TagKind::kBody, "akimat-x", core::Role::kImplicated, true);
  item.document.url = "https://steppe.example/1?full";
  item.document.authors = {"A. Writer", ""};
  item.document.site = "Steppe Herald";
  item.document.language = "ru";
  item.document.region = "Астана қ.";
  item.document.addressee = "Акимат";
  item.document.modified = core::ParseIso("2024-05-13");
  item.document.open = false;
  item.document.archive = {"2024/05.warc.gz", 1'234'567'890'123, 4096, std::string(64, 'a')};
  item.With(core::TagKind::kMark, "proof");
  item.classification.evidence = {{"act", 2, core::Field::kTitle, 1, 5},
                                  {"register", 1, core::Field::kAddressee, 0, 3}};
  return {item.document, item.classification, std::string(32, '\x9c')};
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_document_record_keeps_every_field) {
  const store::DocumentRecord record = FullRecord();
  const auto read = store::DecodeDocument(store::Encode(record));
  BOOST_REQUIRE(read.has_value());
  const core::Document &a = record.document, &b = read->document;
  BOOST_CHECK(a.key == b.key);
  BOOST_TEST(a.url == b.url);
  BOOST_TEST(a.kind == b.kind);
  BOOST_TEST(a.title == b.title);
  BOOST_TEST(a.text == b.text);
  BOOST_TEST(a.authors == b.authors);
  BOOST_TEST(a.site == b.site);
  BOOST_TEST(a.language == b.language);
  BOOST_TEST(a.region == b.region);
  BOOST_TEST(a.addressee == b.addressee);
  BOOST_CHECK(a.published == b.published);
  BOOST_CHECK(a.modified == b.modified);
  BOOST_CHECK(a.received == b.received);
  BOOST_TEST(a.open == b.open);
  BOOST_CHECK(a.archive == b.archive);
  const core::Classification &c = record.classification, &d = read->classification;
  BOOST_CHECK(c.language == d.language);
  BOOST_TEST(c.corruption == d.corruption);
  BOOST_TEST(c.countable == d.countable);
  BOOST_CHECK(c.context == d.context);
  BOOST_CHECK(c.tags == d.tags);
  BOOST_CHECK(c.evidence == d.evidence);
  BOOST_TEST(c.lexicon_version == d.lexicon_version);
  BOOST_TEST(record.text_sha256 == read->text_sha256);
}

BOOST_AUTO_TEST_CASE(a_cut_record_is_refused_wherever_it_is_cut) {
  const std::string document = store::Encode(FullRecord());
  for (std::size_t size = 0; size < document.size(); ++size) {
    BOOST_TEST(!store::DecodeDocument(std::string_view(document).substr(0, size)));
  }
  BOOST_TEST(!store::DecodeDocument(document + "x"));
  std::string newer = document;
  newer[0] = 2;
  BOOST_TEST(!store::DecodeDocument(newer));

  const auto text = fixture::Analyze("one two . three");
  const std::string streams = store::EncodeStreams(fixture::Analyze("title"), text);
  for (std::size_t size = 0; size < streams.size(); ++size) {
    BOOST_TEST(!store::DecodeStreams(std::string_view(streams).substr(0, size)));
  }
}

BOOST_AUTO_TEST_CASE(streams_keep_what_tagging_needs) {
  const auto title = fixture::Analyze("a title");
  const auto text = fixture::Analyze("one two . three four five . six");
  const std::string bytes = store::EncodeStreams(title, text);
  std::string lemmas;
  BOOST_REQUIRE(store::ReadLemmaStream(bytes, lemmas));
  BOOST_TEST(lemmas == text.lemma_stream);
  const auto read = store::DecodeStreams(bytes);
  BOOST_REQUIRE(read.has_value());
  BOOST_TEST(read->title.lemma_stream == title.lemma_stream);
  BOOST_TEST(read->text.surface_stream == text.surface_stream);
  BOOST_CHECK(read->text.language == text.language);
  BOOST_CHECK(read->text.script == text.script);
  BOOST_TEST(read->text.confidence == text.confidence);
  BOOST_TEST(read->text.nlp_version == text.nlp_version);
  BOOST_REQUIRE(read->text.tokens.size() == text.tokens.size());
  for (std::size_t i = 0; i < text.tokens.size(); ++i) {
    const core::Token &a = text.tokens[i], &b = read->text.tokens[i];
    BOOST_TEST(a.begin == b.begin);
    BOOST_TEST(a.end == b.end);
    BOOST_TEST(a.lemma_stream_at == b.lemma_stream_at);
    BOOST_TEST(a.surface_stream_at == b.surface_stream_at);
    BOOST_TEST(a.traits == b.traits);
  }
  BOOST_REQUIRE(read->text.sentences.size() == 3U);
  for (std::size_t i = 0; i < 3; ++i) {
    const core::Sentence &a = text.sentences[i], &b = read->text.sentences[i];
    BOOST_TEST(a.begin == b.begin);
    BOOST_TEST(a.end == b.end);
    BOOST_TEST(a.first_token == b.first_token);
    BOOST_TEST(a.end_token == b.end_token);
    BOOST_TEST(a.lemma_stream_begin == b.lemma_stream_begin);
    BOOST_TEST(a.lemma_stream_end == b.lemma_stream_end);
    BOOST_TEST(a.surface_stream_end == b.surface_stream_end);
    BOOST_CHECK(a.language == b.language);
  }
}

// Streams as no analyzer makes them are kept all the same, and take more room.
BOOST_AUTO_TEST_CASE(streams_of_any_form_come_back_as_they_were) {
  std::mt19937 random(3);
  const auto below = [&](std::uint32_t end) { return static_cast<std::uint32_t>(random() % end); };
  for (int round = 0; round < 500; ++round) {
    auto text = fixture::Analyze("one two . three four-five five . six");
    for (std::uint32_t changes = below(4); changes > 0; --changes) {
      core::Token& token = text.tokens[below(static_cast<std::uint32_t>(text.tokens.size()))];
      core::Sentence& sentence =
          text.sentences[below(static_cast<std::uint32_t>(text.sentences.size()))];
      switch (below(7)) {
        case 0:
          token.end += below(300);
          break;
        case 1:
          token.lemma_stream_at = below(static_cast<std::uint32_t>(text.lemma_stream.size() + 1));
          break;
        case 2:
          token.surface_stream_at =
              below(static_cast<std::uint32_t>(text.surface_stream.size() + 1));
          break;
        case 3:
          text.lemma_stream[below(static_cast<std::uint32_t>(text.lemma_stream.size()))] = 'x';
          break;
        case 4:
          token.traits = static_cast<std::uint8_t>(below(64));
          break;
        case 5:
          sentence.end += below(1000);
          break;
        case 6:
          sentence.surface_stream_end = static_cast<std::uint32_t>(text.surface_stream.size());
          break;
      }
    }
    const auto read = store::DecodeStreams(store::EncodeStreams({}, text));
    BOOST_REQUIRE(read.has_value());
    BOOST_TEST(read->text.lemma_stream == text.lemma_stream);
    BOOST_TEST(read->text.surface_stream == text.surface_stream);
    for (std::size_t i = 0; i < text.tokens.size(); ++i) {
      BOOST_TEST(read->text.tokens[i].begin == text.tokens[i].begin);
      BOOST_TEST(read->text.tokens[i].end == text.tokens[i].end);
      BOOST_TEST(read->text.tokens[i].lemma_stream_at == text.tokens[i].lemma_stream_at);
      BOOST_TEST(read->text.tokens[i].surface_stream_at == text.tokens[i].surface_stream_at);
    }
    for (std::size_t i = 0; i < text.sentences.size(); ++i) {
      BOOST_TEST(read->text.sentences[i].end == text.sentences[i].end);
      BOOST_TEST(read->text.sentences[i].surface_stream_end ==
                 text.sentences[i].surface_stream_end);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_header_keeps_every_field) {
  store::HeaderRecord record;
  store::Header& header = record.header;
  header.number = 70'000;
  header.group = 69'999;
  header.added = 1'000'000'000'000;
  header.removed = 1'000'000'000'001;
  header.version = 3;
  header.source_type = core::SourceType::kAppeal;
  header.source = "register";
  header.counted_at = core::Instant(std::chrono::seconds(-5));
  header.language = core::Language::kKk;
  header.context = core::Context::kForeign;
  header.corruption = header.special = true;
  header.open = false;
  header.text_bytes = 12345;
  header.tags = {{core::TagKind::kBody, "x", core::Role::kActing}};
  record.terms = 77;
  std::string bytes;
  store::Encode(record, bytes);
  store::HeaderRecord read;
  BOOST_REQUIRE(store::Decode(bytes, 70'000, read));
  BOOST_TEST(read.terms == 77U);
  const store::Header& other = read.header;
  BOOST_TEST(other.number == header.number);
  BOOST_TEST(other.group == header.group);
  BOOST_TEST(other.added == header.added);
  BOOST_TEST(other.removed == header.removed);
  BOOST_TEST(other.version == header.version);
  BOOST_CHECK(other.source_type == header.source_type);
  BOOST_TEST(other.source == header.source);
  BOOST_CHECK(other.counted_at == header.counted_at);
  BOOST_CHECK(other.language == header.language);
  BOOST_CHECK(other.context == header.context);
  BOOST_TEST(other.corruption);
  BOOST_TEST(!other.countable);
  BOOST_TEST(other.special);
  BOOST_TEST(!other.open);
  BOOST_TEST(other.text_bytes == header.text_bytes);
  BOOST_REQUIRE(other.tags.size() == 1U);
  BOOST_TEST(other.tags[0].id == "x");
  BOOST_CHECK(other.tags[0].role == core::Role::kActing);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    BOOST_TEST(!store::Decode(std::string_view(bytes).substr(0, size), 1, read));
  }
}

BOOST_AUTO_TEST_SUITE_END()
