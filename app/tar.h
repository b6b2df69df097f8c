// Tar streams, made and read by GNU tar as a process of its own.
#pragma once

#include <filesystem>
#include <string>

namespace app {

// Writes what `folder` holds as a tar archive to the file `to`, which takes its name when it is
// whole (app/output_file.h), or standard output for "-". Throws Failure.
void WriteTar(const std::filesystem::path& folder, const std::string& to);
// Unpacks the archive `from`, or standard input for "-", into `folder`. Throws Failure.
void ReadTar(const std::string& from, const std::filesystem::path& folder);

}  // namespace app
