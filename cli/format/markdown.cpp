#include <algorithm>
#include <array>

#include "console.hpp"
#include "format/report.hpp"

namespace avmdoc::cli {

namespace {

/// GitHub refuses a job summary of more than 1 MiB; some room is left for what others write.
constexpr std::size_t largest_summary = 1'000'000;
constexpr std::size_t largest_table = 300'000;
constexpr std::size_t largest_diff = 60'000;

bool is_word(char c) {
  return static_cast<unsigned char>(c) >= 0x80 || (c >= '0' && c <= '9') ||
         (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/// Whether Markdown or GitHub makes something of the character at `at` other than itself, in a
/// table, a paragraph or an HTML block.
bool is_mark(std::string_view text, std::size_t at) {
  const char c = text[at];
  const bool after_word = at > 0 && is_word(text[at - 1]);
  const bool before_word = at + 1 < text.size() && is_word(text[at + 1]);
  switch (c) {
    case '_':  // inside of a word it is a letter
      return !(after_word && before_word);
    case ':':  // an address, or the begin of an emoji
      return !after_word || text.substr(at).starts_with("://");
    case '@':  // a mention, or an address of mail
      return !after_word ||
             text.substr(at, text.find(' ', at) - at).find('.') != std::string_view::npos;
    case '#':  // a heading, or a reference to an issue
      return at == 0 || before_word;
    case '.':  // www.example.org
      if (at >= 3 && text.substr(at - 3, 3).find_first_not_of("wW") == std::string_view::npos) {
        return true;
      }
      [[fallthrough]];
    case '-':
    case '+':
    case '=':
    case ')':  // lists and headings at the begin of a line
      return text.substr(0, at).find_first_not_of("0123456789") == std::string_view::npos;
    default:
      return std::string_view("\\`*[]<>&|~$").find(c) != std::string_view::npos;
  }
}

/// Text that is nothing but text: a mark is a character reference, and what GitHub would make a
/// mention or a reference to an issue is taken apart by a space without width.
std::string plain(std::string_view text) {
  const std::string shown = printable(text);
  std::string safe;
  for (std::size_t at = 0; at < shown.size(); ++at) {
    const char c = shown[at];
    if (!is_mark(shown, at)) {
      safe += c;
      continue;
    }
    safe += "&#" + std::to_string(static_cast<unsigned char>(c)) + ";";
    if (c == '@' || c == '#') safe += "&#8203;";
  }
  return safe;
}

/// A code block whose fence is longer than every run of backticks inside.
std::string fenced(std::string_view language, std::string_view text) {
  std::size_t longest = 2;
  std::size_t run = 0;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(longest + 1, '`');
  return fence + std::string(language) + "\n" + std::string(text) + fence + "\n";
}

std::string_view state_of(const CheckedModule& module) {
  constexpr std::array<std::string_view, 4> texts = {"clean", "README drifted", "main.json is old",
                                                     "could not be checked"};
  return texts.at(static_cast<std::size_t>(module.result.state));
}

std::string bracketed_place(const Location& place, const CheckReport& report) {
  if (place.file.empty()) {
    return {};
  }
  std::string text = path_from(place.file, report.repository);
  if (place.position.line != 0) {
    text += ":" + std::to_string(place.position.line);
  }
  return " (" + plain(text) + ")";
}

std::string row_of(const CheckReport& report, const CheckedModule& module) {
  constexpr std::size_t most_sentences = 10;
  std::string row = "| " + plain(module.name) + " | " + std::string(state_of(module)) + " | ";
  std::size_t count = 0;
  const auto add = [&](const std::string& text) {
    if (++count <= most_sentences) {
      row += (count == 1 ? "" : "<br>") + text;
    }
  };
  for (const Drift& drift : module.result.drifts) {
    const std::string cause = cause_text(drift, report.repository);
    add(plain(drift.sentence) + (cause.empty() ? std::string() : " (" + plain(cause) + ")"));
  }
  for (const Diagnostic& found : module.result.diagnostics) {
    if (found.severity == Severity::error) {
      add(plain(found.message) + bracketed_place(found.location, report));
    }
  }
  if (count > most_sentences) {
    row += "<br>and " + std::to_string(count - most_sentences) + " more";
  }
  return row + " |\n";
}

std::string details_of(const CheckReport& report, const CheckedModule& module) {
  const std::string diff = readable_lines(module.diff, false);
  const std::vector<std::string> commands = fixing_commands(report, module);
  if (diff.empty() && commands.empty()) {
    return {};
  }
  std::string out = "\n<details>\n<summary>" + plain(module.name) + "</summary>\n\n";
  if (!commands.empty()) {
    std::string lines;
    for (const std::string& command : commands) {
      lines += printable(command) + "\n";
    }
    out += "To fix it, run:\n\n" + fenced("sh", lines) + "\n";
  }
  if (diff.size() > largest_diff) {
    const std::size_t end = diff.rfind('\n', largest_diff) + 1;
    const auto cut = std::count(diff.begin() + static_cast<std::ptrdiff_t>(end), diff.end(), '\n');
    out += fenced("diff", diff.substr(0, end)) + "\nThe diff was cut: " + std::to_string(cut) +
           " more lines.\n\n";
  } else if (!diff.empty()) {
    out += fenced("diff", diff) + "\n";
  }
  return out + "</details>\n";
}

class MarkdownReport final : public ReportWriter {
 public:
  using ReportWriter::ReportWriter;

  void add(const CheckedModule& module) override {
    if (module.result.state == CheckState::clean) return;
    const std::string row = row_of(report(), module);
    if (table_.size() + row.size() > largest_table) {
      ++cut_rows_;
    } else {
      table_ += row;
    }
    std::string details = details_of(report(), module);
    if (details_size_ + details.size() > largest_summary) {
      ++cut_details_;
    } else {
      details_size_ += details.size();
      details_.push_back(std::move(details));
    }
  }

  void finish() override {
    std::string out = "## avmdoc check\n\n" + summary_of(report().counts) + ".\n";
    for (const Diagnostic& error : report().errors) {
      out += "\n" + plain(error.message) + bracketed_place(error.location, report()) + "\n";
    }
    if (all_clean()) {
      write(out + "\nAll READMEs are up to date.\n");
      return;
    }
    out += "\n| Module | State | What drifted, and where the reason is |\n| :-- | :-- | :-- |\n";
    out += table_;
    if (cut_rows_ > 0) {
      out += "\nThe table was cut: " + std::to_string(cut_rows_) + " more modules.\n";
    }
    for (const std::string& details : details_) {
      if (out.size() + details.size() > largest_summary) {
        ++cut_details_;
      } else {
        out += details;
      }
    }
    if (cut_details_ > 0) {
      out += "\nThe diffs of " + std::to_string(cut_details_) +
             " modules were cut, as GitHub shows no more than 1 MiB; run avmdoc check to see "
             "them.\n";
    }
    write(out);
  }

 private:
  std::string table_;
  std::size_t cut_rows_ = 0;
  std::vector<std::string> details_;
  std::size_t details_size_ = 0;
  std::size_t cut_details_ = 0;
};

}  // namespace

std::unique_ptr<ReportWriter> markdown_report(const CheckReport& report, ReportStyle /*style*/,
                                              Write write) {
  return std::make_unique<MarkdownReport>(report, std::move(write));
}

}  // namespace avmdoc::cli
