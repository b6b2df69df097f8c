// The ids that a workspace knows, with their names and their succession.
#pragma once

#include <functional>
#include <memory>

#include "classify/bodies.h"
#include "classify/lexicon.h"
#include "monitor/names.h"

namespace app {

// Reads the lexicon when it is first asked, which costs more than most searches. Not thread-safe.
class Vocabulary {
 public:
  // What `load` throws, names() and registry() throw.
  explicit Vocabulary(std::function<classify::Lexicon()> load);
  ~Vocabulary();

  const monitor::Names& names() const;
  const classify::Registry& registry() const;

 private:
  struct Loaded;
  const Loaded& Get() const;

  std::function<classify::Lexicon()> load_;
  mutable std::unique_ptr<const Loaded> loaded_;
};

}  // namespace app
