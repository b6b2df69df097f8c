#include "crawler/child_process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <utility>

#include "core/descriptor.h"
#include "core/printable.h"

namespace crawler {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kMaxErrorBytes = 1024;
constexpr const char* kUsualPath = "/usr/local/bin:/usr/bin:/bin";

struct Pipe {
  core::Descriptor read, write;
};

core::Error SystemError(std::string_view what) {
  return {fmt::format("cannot {}: {}", what, std::strerror(errno))};
}

core::Expected<Pipe> OpenPipe() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return SystemError("open a pipe");
  return Pipe{core::Descriptor(ends[0]), core::Descriptor(ends[1])};
}

bool IsProgram(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode) &&
         ::access(path.c_str(), X_OK) == 0;
}

// Where `program` lies; empty if nowhere.
std::string Find(const std::string& program) {
  if (program.find('/') != std::string::npos) return IsProgram(program) ? program : std::string();
  const char* const variable = std::getenv("PATH");
  std::string_view folders = variable != nullptr ? variable : kUsualPath;
  while (!folders.empty()) {
    const std::size_t end = std::min(folders.find(':'), folders.size());
    const std::string path = fmt::format("{}/{}", folders.substr(0, end), program);
    if (end > 0 && IsProgram(path)) return path;
    folders.remove_prefix(std::min(end + 1, folders.size()));
  }
  return {};
}

rlim_t SecondsOf(std::chrono::milliseconds time) {
  return static_cast<rlim_t>(std::chrono::ceil<std::chrono::seconds>(time).count() + 1);
}

// What the child needs, made before the fork: behind it only calls that are safe there are allowed.
struct Plan {
  std::string path;
  std::vector<char*> arguments, environment;
  std::array<std::pair<int, rlim_t>, 4> limits;
  int input = -1, output = -1, error = -1;
};

[[noreturn]] void BecomeProgram(const Plan& plan) {
  ::setpgid(0, 0);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  ::signal(SIGPIPE, SIG_DFL);
  for (const auto& [resource, limit] : plan.limits) {
    const rlimit both{limit, limit};
    ::setrlimit(static_cast<__rlimit_resource>(resource), &both);
  }
  if (::dup2(plan.input, STDIN_FILENO) >= 0 && ::dup2(plan.output, STDOUT_FILENO) >= 0 &&
      ::dup2(plan.error, STDERR_FILENO) >= 0) {
    ::close_range(STDERR_FILENO + 1, ~0u, 0);
    ::execve(plan.path.c_str(), plan.arguments.data(), plan.environment.data());
  }
  ::_exit(127);
}

// The running child and what it writes.
class Child {
 public:
  Child(pid_t id, core::Descriptor output, core::Descriptor error)
      : id_(id), output_(std::move(output)), error_(std::move(error)) {}
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() { Kill(); }

  ProcessResult Wait(const ProcessLimits& limits) {
    const Clock::time_point deadline = Clock::now() + limits.time;
    ProcessResult result;
    std::string error;
    bool ended = false;
    while (!ended) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
      if (left.count() <= 0) {
        result.end = ProcessEnd::kTimedOut;
        break;
      }
      ended = ReadSome(static_cast<int>(std::min<std::int64_t>(left.count(), 1000)), result.output,
                       error);
      if (result.output.size() > limits.output_bytes) {
        result.end = ProcessEnd::kOutputTooLarge;
        break;
      }
    }
    if (ended && !WaitUntil(deadline)) result.end = ProcessEnd::kTimedOut;
    Kill();
    result.first_error = core::Printable(std::string_view(error).substr(0, error.find('\n')));
    if (result.end != ProcessEnd::kExited) return result;
    if (WIFEXITED(status_)) {
      result.status = WEXITSTATUS(status_);
    } else {
      result.status = WTERMSIG(status_);
      result.end = result.status == SIGXCPU ? ProcessEnd::kTimedOut : ProcessEnd::kSignalled;
    }
    return result;
  }

 private:
  // True once both pipes are closed at the other end.
  bool ReadSome(int milliseconds, std::string& output, std::string& error) {
    pollfd polled[] = {{output_.get(), POLLIN, 0}, {error_.get(), POLLIN, 0}};
    if (::poll(polled, 2, milliseconds) < 0 && errno != EINTR) return true;
    Read(polled[0].revents, output_, output);
    Read(polled[1].revents, error_, error);
    if (error.size() > kMaxErrorBytes) error.resize(kMaxErrorBytes);
    return output_.get() < 0 && error_.get() < 0;
  }

  static void Read(short events, core::Descriptor& from, std::string& to) {
    if (events == 0) return;
    char block[64u << 10];
    const ssize_t read = ::read(from.get(), block, sizeof block);
    if (read > 0) to.append(block, static_cast<std::size_t>(read));
    if (read == 0 || (read < 0 && errno != EINTR)) from.Close();
  }

  // False if it still runs then.
  bool WaitUntil(Clock::time_point deadline) {
    for (;;) {
      const pid_t found = ::waitpid(id_, &status_, WNOHANG);
      if (found == id_ || (found < 0 && errno != EINTR)) {
        waited_ = true;
        return true;
      }
      if (Clock::now() >= deadline) return false;
      ::poll(nullptr, 0, 1);  // it has closed its output, so it is about to end
    }
  }

  void Kill() {
    if (killed_) return;
    killed_ = true;
    ::kill(-id_, SIGKILL);  // also what it started
    while (!waited_ && ::waitpid(id_, &status_, 0) < 0 && errno == EINTR) {
    }
    waited_ = true;
  }

  pid_t id_;
  core::Descriptor output_, error_;
  int status_ = 0;
  bool waited_ = false, killed_ = false;
};

}  // namespace

core::Expected<ProcessResult> RunProcess(const std::string& program,
                                         const std::vector<std::string>& arguments,
                                         const ProcessLimits& limits) {
  Plan plan;
  plan.path = Find(program);
  if (plan.path.empty()) return ProcessResult{ProcessEnd::kNotFound, 0, {}, {}};
  auto output = OpenPipe();
  if (!output) return output.error();
  auto error = OpenPipe();
  if (!error) return error.error();
  const core::Descriptor input(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  if (input.get() < 0) return SystemError("open /dev/null");

  std::vector<std::string> words = {program};
  words.insert(words.end(), arguments.begin(), arguments.end());
  for (std::string& word : words) plan.arguments.push_back(word.data());
  plan.arguments.push_back(nullptr);
  std::string settings[] = {std::string("PATH=") + kUsualPath, "LC_ALL=C.UTF-8", "HOME=/"};
  for (std::string& setting : settings) plan.environment.push_back(setting.data());
  plan.environment.push_back(nullptr);
  plan.limits = {{{RLIMIT_CPU, SecondsOf(limits.time)},
                  {RLIMIT_AS, limits.memory_bytes},
                  {RLIMIT_FSIZE, 0},
                  {RLIMIT_CORE, 0}}};
  plan.input = input.get();
  plan.output = output->write.get();
  plan.error = error->write.get();

  const pid_t id = ::fork();
  if (id < 0) return SystemError("start a process");
  if (id == 0) BecomeProgram(plan);
  ::setpgid(id, id);  // whoever of the two is first
  output->write.Close();
  error->write.Close();
  return Child(id, std::move(output->read), std::move(error->read)).Wait(limits);
}

}  // namespace crawler
