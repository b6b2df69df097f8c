// The speed of masking: how long the first call takes (it makes the tables), then MB/s of text,
// both by CPU time. usage: bench_masker FILE [ROUNDS], with the texts in lines {"text": ...}.

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "nlp/masker.h"
#include "tests/bench/cpu_seconds.h"

namespace {

using bench::CpuSeconds;

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::cerr << "usage: bench_masker FILE [ROUNDS]\n";
    return 2;
  }
  std::ifstream file(argv[1]);
  std::vector<std::string> texts;
  std::size_t bytes = 0;
  for (std::string line; std::getline(file, line);) {
    texts.push_back(nlohmann::json::parse(line).at("text"));
    bytes += texts.back().size();
  }
  const int rounds = argc > 2 ? std::atoi(argv[2]) : 200;
  double start = CpuSeconds();
  std::size_t entities = nlp::Mask("Аким").entities.size();
  std::cout << "first call: " << (CpuSeconds() - start) * 1000 << " ms\n";
  start = CpuSeconds();
  for (int round = 0; round < rounds; ++round) {
    for (const std::string& text : texts) entities += nlp::Mask(text).entities.size();
  }
  const double megabytes = static_cast<double>(bytes) * rounds / 1e6;
  std::cout << texts.size() << " texts, " << rounds
            << " times: " << megabytes / (CpuSeconds() - start) << " MB/s, " << entities
            << " entities\n";
  return 0;
}
