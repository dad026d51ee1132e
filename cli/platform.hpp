#pragma once

#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

/// What the command needs of the system around it.
namespace avmdoc::cli::platform {

/// The arguments after the command's own name, in UTF-8.
std::vector<std::string> arguments(int count, const char* const* values);

/// Opens the standard streams that are closed; makes them carry bytes as they are, and escape
/// sequences where they can; has the system say so, rather than end the process, when a file may
/// not grow; and has it take back what memory is free.
void prepare_process();

bool is_terminal(std::FILE* stream);

/// The current folder, with `/` between its parts.
std::string current_folder();

/// The value of an environment variable in UTF-8; empty when it is not set.
std::string environment(const char* name);

/// The user's own folder, with `/` between its parts; empty when it is not known.
std::string home_folder();

/// In bytes; 0 when there is no such file.
std::uintmax_t file_size(const std::string& path);

/// A path from the root of the disk, without `.` and `..` parts and a final `/`. Links are kept,
/// since a module may be called after one, except where `..` leads out of what is behind a link.
std::string absolute_path(const std::string& path);

/// Makes a folder, and those around it that are missing. Throws `Error`.
void make_folders(const std::string& path);

/// The same path without symbolic links; as it is when nothing is there.
std::string real_path(const std::string& path);

}  // namespace avmdoc::cli::platform
