// Open files of the operating system, and what is done with them. errno says why a function failed.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <string_view>

namespace app {

// Closed at the end; a lock (flock) goes with it.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int get() const { return number_; }
  explicit operator bool() const { return number_ >= 0; }

 private:
  int number_;
};

// Writes all of it, whatever interrupts.
bool WriteAll(int file, std::string_view bytes);

// The folder of a file that may be named without one.
std::filesystem::path FolderOf(const std::filesystem::path& file);

// Makes the name of a new file survive a power loss: its folder keeps it.
bool SyncFolderOf(const std::filesystem::path& file);

}  // namespace app
