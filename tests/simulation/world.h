// Made-up outlets that publish by chance, with troubles planted by a seed: what a run must tell of.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/http_client.h"
#include "core/time.h"
#include "crawler/source.h"

namespace simulation {

enum class Trouble : std::uint8_t {
  kOutage,    // publishes nothing for a while
  kDeath,     // publishes nothing any more
  kRedesign,  // its pages give no text until the operator's rules were mended
  kGone,      // its feed is gone until the operator found the new one
  kMove,      // its feed moved, and the old address says where to: not to be noticed
  kFault,     // its server fails for some hours: not to be noticed
};
std::string_view Name(Trouble trouble);

struct Planted {
  std::size_t source = 0;
  Trouble trouble = Trouble::kOutage;
  core::Instant from{}, to{};  // to: the end of the world if it is for good
  core::Instant last_item{};   // the last one that could be had before it
  core::Instant told_by{};     // by when it must be reported; of what must not be: never asked

  // Whether it is a silence that must be reported.
  bool silences() const { return trouble <= Trouble::kGone; }
};

class World {
 public:
  struct Options {
    std::uint64_t seed = 1;
    std::size_t sources = 40;
    double least_per_day = 0.5, most_per_day = 20;
    core::Instant begin{}, end{};
    bool troubles = true;
  };

  explicit World(const Options& options);

  const Options& options() const { return options_; }
  std::vector<crawler::Source> Sources() const;
  const std::vector<Planted>& planted() const { return planted_; }
  std::uint64_t items() const;

  // What the outlets answer at that instant.
  core::HttpResponse Answer(const core::HttpRequest& request, core::Instant now) const;

  // "s12" -> 12.
  static std::optional<std::size_t> NumberOf(std::string_view id);

 private:
  struct Outlet {
    double per_day = 1;
    std::vector<core::Instant> items;
  };

  void Plant(std::uint64_t seed);
  const Planted* TroubleOf(std::size_t source, core::Instant now) const;
  std::string Feed(std::size_t source, core::Instant now) const;
  std::string Page(std::size_t source, std::size_t item) const;

  Options options_;
  std::vector<Outlet> outlets_;
  std::vector<Planted> planted_;
  std::vector<std::vector<std::size_t>> planted_at_;  // in planted_, by source
};

}  // namespace simulation
