#include "app/vocabulary.h"

#include <utility>

namespace app {

struct Vocabulary::Loaded {
  explicit Loaded(classify::Lexicon read)
      : lexicon(std::move(read)), names(monitor::Names::Of(lexicon)), registry(lexicon) {}

  classify::Lexicon lexicon;
  monitor::Names names;
  classify::Registry registry;
};

Vocabulary::Vocabulary(std::function<classify::Lexicon()> load) : load_(std::move(load)) {}
Vocabulary::~Vocabulary() = default;

const Vocabulary::Loaded& Vocabulary::Get() const {
  if (!loaded_) loaded_ = std::make_unique<const Loaded>(load_());
  return *loaded_;
}

const monitor::Names& Vocabulary::names() const {
  return Get().names;
}

const classify::Registry& Vocabulary::registry() const {
  return Get().registry;
}

}  // namespace app
