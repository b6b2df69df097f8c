#include "app/stage.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstring>
#include <deque>
#include <filesystem>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string_view>
#include <thread>

#include "app/counted.h"

namespace app {
namespace {

using nlohmann::json;

constexpr std::size_t kReadBytes = 1u << 18;
constexpr std::size_t kBatchBytes =
    1u << 16;  // lines are handed to a worker in batches of about this size
constexpr std::size_t kBatchLines = 16;
constexpr std::size_t kMaxLine = 256u << 20;  // a longer line is answered with an error
constexpr std::size_t kMaxFile = 512u << 20;  // of an input file, unpacked

struct Batch {
  std::uint64_t number = 0;
  std::vector<std::string> lines;
  bool too_long = false;  // the last line was cut at kMaxLine
};

// The queue to the workers and the answers on their way back into order.
class Exchange {
 public:
  explicit Exchange(std::size_t capacity) : capacity_(capacity) {}

  void Push(Batch batch) {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [&] { return under_way_ < capacity_ || failed_; });
    ++under_way_;
    queue_.push_back(std::move(batch));
    filled_.notify_one();
  }

  void Close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    filled_.notify_all();
  }

  bool Pop(Batch& batch) {
    std::unique_lock lock(mutex_);
    filled_.wait(lock, [&] { return !queue_.empty() || closed_; });
    if (queue_.empty()) return false;
    batch = std::move(queue_.front());
    queue_.pop_front();
    return true;
  }

  // Writes the answers of batch `number` to stdout once all before it are written.
  void Deliver(std::uint64_t number, std::string answers) {
    const std::lock_guard lock(mutex_);
    waiting_.emplace(number, std::move(answers));
    while (!waiting_.empty() && waiting_.begin()->first == next_) {
      const std::string& text = waiting_.begin()->second;
      if (!failed_ && std::fwrite(text.data(), 1, text.size(), stdout) != text.size())
        failed_ = true;
      waiting_.erase(waiting_.begin());
      ++next_;
      --under_way_;
    }
    room_.notify_all();
  }

  bool failed() {
    const std::lock_guard lock(mutex_);
    return failed_;
  }

 private:
  const std::size_t capacity_;
  std::mutex mutex_;
  std::condition_variable room_, filled_;
  std::deque<Batch> queue_;
  std::map<std::uint64_t, std::string> waiting_;
  std::uint64_t next_ = 0;
  std::size_t under_way_ = 0;
  bool closed_ = false, failed_ = false;
};

json AnswerLine(const std::string& line, const Answer& answer) {
  json id;
  try {
    const json input = json::parse(line);
    if (!input.is_object()) throw BadLine("the line is not a JSON object");
    if (const auto found = input.find("id"); found != input.end()) id = *found;
    json output = answer(input);
    if (output.is_string()) return output;
    output["id"] = std::move(id);
    return output;
  } catch (const json::parse_error& error) {
    return {{"id", nullptr}, {"error", fmt::format("the line is not JSON: byte {}", error.byte)}};
  } catch (const std::exception& error) {  // BadLine, or a line too large for the memory
    return {{"id", std::move(id)}, {"error", error.what()}};
  }
}

void AppendAnswer(const json& answer, std::string& out) {
  if (answer.is_string()) {
    out += answer.get_ref<const std::string&>();
    return;
  }
  out += answer.dump(-1, ' ', false, json::error_handler_t::replace);
  out += '\n';
}

void Work(Exchange& exchange, const Answer& answer) {
  Batch batch;
  while (exchange.Pop(batch)) {
    std::string out;
    for (std::size_t i = 0; i < batch.lines.size(); ++i) {
      if (batch.too_long && i + 1 == batch.lines.size()) {
        AppendAnswer(
            {{"id", nullptr}, {"error", fmt::format("the line is longer than {} bytes", kMaxLine)}},
            out);
      } else {
        AppendAnswer(AnswerLine(batch.lines[i], answer), out);
      }
    }
    exchange.Deliver(batch.number, std::move(out));
  }
}

// Cuts stdin into lines and the lines into batches.
class LineReader {
 public:
  explicit LineReader(Exchange& exchange) : exchange_(exchange) {}

  // Returns false if stdin failed.
  bool Run() {
    std::string buffer(kReadBytes, '\0');
    while (!exchange_.failed()) {
      const ssize_t got = ::read(STDIN_FILENO, buffer.data(), buffer.size());
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return false;
      if (got == 0) break;
      bytes += static_cast<std::uint64_t>(got);
      Split(std::string_view(buffer.data(), static_cast<std::size_t>(got)));
      // What came in one read goes out at once: a slow producer sees its answers.
      if (line_.empty() || batch_bytes_ >= kBatchBytes) Flush();
    }
    EndLine();
    Flush();
    return true;
  }

  std::uint64_t lines = 0, bytes = 0;

 private:
  void Split(std::string_view data) {
    while (!data.empty()) {
      const auto end = data.find('\n');
      const auto piece = data.substr(0, end);
      if (line_.size() + piece.size() <= kMaxLine) {
        line_.append(piece);
      } else {
        cut_ = true;
      }
      if (end == std::string_view::npos) return;
      EndLine();
      data.remove_prefix(end + 1);
    }
  }

  void EndLine() {
    if (!line_.empty() && line_.back() == '\r') line_.pop_back();
    if (line_.find_first_not_of(" \t") == std::string::npos && !cut_) {
      line_.clear();
      return;
    }
    ++lines;
    batch_bytes_ += line_.size();
    batch_.lines.push_back(std::exchange(line_, {}));
    batch_.too_long = std::exchange(cut_, false);
    if (batch_.too_long || batch_.lines.size() >= kBatchLines || batch_bytes_ >= kBatchBytes)
      Flush();
  }

  void Flush() {
    if (batch_.lines.empty()) return;
    batch_.number = next_++;
    exchange_.Push(std::exchange(batch_, {}));
    batch_bytes_ = 0;
  }

  Exchange& exchange_;
  std::string line_;
  bool cut_ = false;
  Batch batch_;
  std::size_t batch_bytes_ = 0;
  std::uint64_t next_ = 0;
};

void PrintStats(const LineReader& reader, std::chrono::duration<double> wall) {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const double seconds = std::max(wall.count(), 1e-6);
  fmt::print(stderr,
             "{} in {:.2f} s: {:.1f} docs/s, {:.2f} MB/s of input lines, peak memory {:.1f} MB\n",
             Counted(reader.lines, "lines"), seconds, static_cast<double>(reader.lines) / seconds,
             static_cast<double>(reader.bytes) / 1e6 / seconds,
             static_cast<double>(usage.ru_maxrss) / 1024);
}

}  // namespace

std::string RequiredString(const json& line, const char* name) {
  const auto found = line.find(name);
  if (found == line.end() || found->is_null())
    throw BadLine(fmt::format("the field '{}' is missing", name));
  if (!found->is_string()) throw BadLine(fmt::format("the field '{}' is not a string", name));
  return found->get<std::string>();
}

std::string OptionalString(const json& line, const char* name) {
  const auto found = line.find(name);
  if (found == line.end() || found->is_null()) return {};
  return RequiredString(line, name);
}

std::string ReadInputFile(const std::string& base, const std::string& path) {
  const std::filesystem::path full = std::filesystem::path(base) / path;
  // gzopen reads plain files as they are, so only the name decides what is unpacked.
  std::string bytes;
  const std::unique_ptr<gzFile_s, int (*)(gzFile)> file(gzopen(full.c_str(), "rb"), gzclose);
  if (!file) throw BadLine(fmt::format("{}: cannot open: {}", full.string(), std::strerror(errno)));
  std::string buffer(1u << 18, '\0');
  for (;;) {
    const int got = gzread(file.get(), buffer.data(), static_cast<unsigned>(buffer.size()));
    if (got < 0) {
      int code = 0;
      throw BadLine(fmt::format("{}: cannot read: {}", full.string(), gzerror(file.get(), &code)));
    }
    if (got == 0) {
      // A gzip file cut short ends like a whole one; only the error tells (zlib's manual, gzread).
      int code = Z_OK;
      const char* reason = gzerror(file.get(), &code);
      if (code != Z_OK) throw BadLine(fmt::format("{}: is cut short: {}", full.string(), reason));
      break;
    }
    if (bytes.size() + static_cast<std::size_t>(got) > kMaxFile) {
      throw BadLine(fmt::format("{}: larger than {} MiB", full.string(), kMaxFile >> 20));
    }
    bytes.append(buffer, 0, static_cast<std::size_t>(got));
  }
  return bytes;
}

int RunStage(const std::function<Answer()>& start, unsigned jobs, bool stats) {
  const auto begin = std::chrono::steady_clock::now();
  if (jobs == 0) jobs = std::max(1u, std::thread::hardware_concurrency());
  // Made here, so that what goes wrong with them is the caller's to catch.
  std::vector<Answer> answers;
  for (unsigned i = 0; i < jobs; ++i) answers.push_back(start());
  Exchange exchange(jobs * 4);
  std::vector<std::jthread> workers;
  for (const Answer& answer : answers) workers.emplace_back([&] { Work(exchange, answer); });
  LineReader reader(exchange);
  const bool read = reader.Run();
  exchange.Close();
  workers.clear();
  const bool written = !exchange.failed() && std::fflush(stdout) == 0;
  if (stats) PrintStats(reader, std::chrono::steady_clock::now() - begin);
  if (!read) fmt::print(stderr, "sholu: stdin cannot be read: {}\n", std::strerror(errno));
  if (!written) fmt::print(stderr, "sholu: stdout cannot be written\n");
  return read && written ? 0 : 1;
}

}  // namespace app
