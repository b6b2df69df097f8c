// Bytes of a damaged database: every reader of values must refuse them or read them, in bounds.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "store/near_duplicates.h"
#include "store/postings.h"
#include "store/record.h"
#include "store/streams.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  store::HeaderRecord header;
  if (store::Decode(bytes, 1, header)) {
    std::string again;
    store::Encode(header, again);
    store::HeaderRecord other;
    if (!store::Decode(again, 1, other)) __builtin_trap();
  }
  if (const auto record = store::DecodeDocument(bytes)) {
    if (!store::DecodeDocument(store::Encode(*record))) __builtin_trap();
  }
  if (const auto analysis = store::DecodeStreams(bytes)) {
    const std::string again = store::EncodeStreams(analysis->title, analysis->text);
    if (!store::DecodeStreams(again)) __builtin_trap();
  }
  static_cast<void>(store::DecodeIdentity(bytes));
  std::string stream;
  if (store::ReadLemmaStream(bytes, stream)) {
    store::Grams grams;
    store::GramsOf(stream, grams);
  }

  store::PostingArrays postings;
  if (store::ReadBlock(bytes, postings)) {
    store::PositionReader positions(postings.positions);
    std::vector<std::uint32_t> read;
    for (std::size_t i = 0; i < postings.lows.size(); ++i) {
      const std::uint32_t frequency = store::FrequencyOf(postings.payloads[i]);
      if (i % 2 == 0) {
        positions.Skip(frequency);
      } else {
        read.clear();
        positions.Read(frequency, read);
      }
    }
  }
  if (const auto sketch = store::DecodeSketch(bytes)) {
    // Not `bytes`, whose numbers may be written longer than need be.
    const std::string again = store::Encode(*sketch);
    const auto other = store::DecodeSketch(again);
    if (!other || store::Encode(*other) != again) __builtin_trap();
  }
  // Cut in two, the halves may be blocks that are joined.
  const std::vector<std::string_view> halves = {bytes.substr(0, size / 2), bytes.substr(size / 2)};
  std::string joined;
  static_cast<void>(store::JoinBlocks(halves, joined));
  return 0;
}
