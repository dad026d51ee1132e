#include "console.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>

#include "platform.hpp"

namespace avmdoc::cli {

namespace {

using namespace std::chrono_literals;

constexpr auto moment = 500ms;
constexpr auto progress_interval = 100ms;

struct CodePoint {
  std::uint32_t value = 0;
  std::size_t size = 0;  ///< bytes; 0 when there is no valid UTF-8 here
};

CodePoint decode(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const std::uint32_t first = byte(0);
  if (first < 0x80) {
    return {first, 1};
  }
  const std::size_t size = first >= 0xF0 ? 4U : first >= 0xE0 ? 3U : 2U;
  if (first < 0xC2 || first > 0xF4 || text.size() < size) {
    return {};
  }
  std::uint32_t value = first & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) {
      return {};
    }
    value = (value << 6U) | (byte(i) & 0x3FU);
  }
  constexpr std::array<std::uint32_t, 5> smallest = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  return value < smallest.at(size) || surrogate || value > 0x10FFFF ? CodePoint{}
                                                                    : CodePoint{value, size};
}

/// Whether a terminal does something with it other than showing it in its place.
bool is_control(std::uint32_t c) {
  const bool c0_or_c1 = c < 0x20 || (c >= 0x7F && c <= 0x9F);
  const bool turns_direction = c == 0x061C || c == 0x200E || c == 0x200F ||
                               (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
  const bool breaks_line = c == 0x2028 || c == 0x2029;
  const bool no_character = (c & 0xFFFEU) == 0xFFFEU;
  return c0_or_c1 || turns_direction || breaks_line || no_character;
}

std::string hexadecimal(const char* format, std::uint32_t value) {
  std::array<char, 16> text{};
  const int size = std::snprintf(text.data(), text.size(), format, static_cast<unsigned>(value));
  return {text.data(), static_cast<std::size_t>(size)};
}

/// A message that cannot be written cannot be reported.
void write(std::string_view text) {
  static_cast<void>(std::fwrite(text.data(), 1, text.size(), stderr));
}

/// The rule of the Bicep compiler that a code names, such as `BCP057`, or nothing: our own codes
/// are not for reading.
std::string_view compiler_rule(std::string_view code) {
  return code.starts_with("BCP") ? code : std::string_view();
}

std::string label(Severity severity, std::string_view rule, bool colour) {
  std::string label(name_of(severity));
  if (!rule.empty()) label += " " + printable(rule);
  label += ':';
  if (!colour) {
    return label;
  }
  const std::string_view paint = severity == Severity::error     ? "\033[1;31m"
                                 : severity == Severity::warning ? "\033[1;33m"
                                                                 : "\033[1;36m";
  return std::string(paint) + label + "\033[0m";
}

std::string from_folder(std::string_view file, std::string_view folder) {
  const bool below = file.size() > folder.size() + 1 && file.starts_with(folder) &&
                     file[folder.size()] == '/' && !folder.empty();
  return std::string(below ? file.substr(folder.size() + 1) : file == folder ? "." : file);
}

bool terminal_is_dumb() { return platform::environment("TERM") == "dumb"; }

/// How many bytes from the beginning stand for themselves wherever a text is shown.
std::size_t plain_size(std::string_view text) {
  const auto is_plain = [](char c) { return c >= 0x20 && c < 0x7F && c != '#'; };
  return static_cast<std::size_t>(std::ranges::find_if_not(text, is_plain) - text.begin());
}

// Runners of workflows take these for commands, wherever they stand in a line.
bool is_command(std::string_view text) {
  return text.starts_with("##[") || text.starts_with("##vso[");
}

}  // namespace

std::string counted(std::size_t count, std::string_view noun) {
  return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

std::string_view name_of(Severity severity) {
  switch (severity) {
    case Severity::note:
      return "note";
    case Severity::warning:
      return "warning";
    case Severity::error:
      return "error";
  }
  return {};
}

std::string printable(std::string_view text) {
  std::string safe;
  safe.reserve(text.size());
  const std::size_t begin = std::min(text.find_first_not_of(" \t"), text.size());
  if (text.substr(begin).starts_with("::")) {
    // A runner of workflows takes a line that begins so, behind blanks or not, for a command.
    safe.append(text.substr(0, begin)) += "\\u{3a}";
    text.remove_prefix(begin + 1);
  }
  while (true) {
    const std::size_t plain = plain_size(text);
    safe.append(text.substr(0, plain));
    text.remove_prefix(plain);
    if (text.empty()) return safe;
    const CodePoint point = decode(text);
    if (point.size == 0) {
      safe += hexadecimal("\\x%02x", static_cast<unsigned char>(text.front()));
      text.remove_prefix(1);
      continue;
    }
    if (point.value == '\n') {
      safe += "\\n";
    } else if (is_command(text) || is_control(point.value)) {
      safe += hexadecimal("\\u{%x}", point.value);
    } else {
      safe += text.substr(0, point.size);
    }
    text.remove_prefix(point.size);
  }
}

std::size_t first_invalid_byte(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const CodePoint point = decode(text.substr(at));
    if (point.size == 0) break;
    at += point.size;
  }
  return at;
}

std::string printable_json(std::string_view json) {
  std::string safe;
  safe.reserve(json.size());
  while (!json.empty()) {
    const CodePoint point = decode(json);
    const std::size_t size = std::max<std::size_t>(point.size, 1);
    const bool shown = point.value == '\n' || !(is_command(json) || is_control(point.value));
    if (shown || point.size == 0) {
      safe += json.substr(0, size);
    } else if (point.value < 0x10000) {
      safe += hexadecimal("\\u%04x", point.value);
    } else {
      safe += hexadecimal("\\u%04x", 0xD7C0 + (point.value >> 10U));
      safe += hexadecimal("\\u%04x", 0xDC00 + (point.value & 0x3FFU));
    }
    json.remove_prefix(size);
  }
  return safe;
}

std::string describe(const Diagnostic& diagnostic, std::string_view folder, bool colour) {
  Diagnostic safe = diagnostic;
  safe.location.file = printable(from_folder(diagnostic.location.file, folder));
  safe.location.pointer = printable(diagnostic.location.pointer);
  safe.message = label(diagnostic.severity, compiler_rule(diagnostic.code), colour) + " " +
                 printable(diagnostic.message);
  if (!diagnostic.specification.empty()) {
    safe.message += " (" + printable(diagnostic.specification) + ")";
  }
  return format(safe);
}

bool shows_colour(std::FILE* stream) {
  return platform::is_terminal(stream) && !terminal_is_dumb() &&
         platform::environment("NO_COLOR").empty();
}

Console::Console()
    : folder_(platform::current_folder()),
      colour_(shows_colour(stderr)),
      live_(platform::is_terminal(stderr) && !terminal_is_dumb()),
      next_progress_(std::chrono::steady_clock::now() + moment) {}

Console::~Console() { clear_progress(); }

void Console::print(const Diagnostic& diagnostic) { line(describe(diagnostic, folder_, colour_)); }

void Console::error(std::string_view message) {
  line("avmdoc: " + label(Severity::error, "", colour_) + " " + printable(message));
}

void Console::line(std::string_view text) {
  clear_progress();
  std::string whole(text);
  whole += '\n';
  write(whole);
}

void Console::progress(std::string_view text) {
  const auto now = std::chrono::steady_clock::now();
  if (!live_ || now < next_progress_) {
    return;
  }
  clear_progress();
  write(text);
  progress_shown_ = true;
  next_progress_ = now + progress_interval;
}

void Console::clear_progress() {
  if (progress_shown_) {
    write("\r\033[K");
    progress_shown_ = false;
  }
}

}  // namespace avmdoc::cli
