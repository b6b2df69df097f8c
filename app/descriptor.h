// Open files of the operating system, and what is done with them. errno says why a function failed.
#pragma once

#include <filesystem>
#include <string_view>

#include "core/descriptor.h"

namespace app {

using core::Descriptor;

// Writes all of it, whatever interrupts.
bool WriteAll(int file, std::string_view bytes);

// The folder of a file that may be named without one.
std::filesystem::path FolderOf(const std::filesystem::path& file);

// Makes the name of a new file survive a power loss: its folder keeps it.
bool SyncFolderOf(const std::filesystem::path& file);

}  // namespace app
