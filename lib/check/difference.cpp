#include <algorithm>
#include <string>
#include <unordered_map>

#include "avmdoc/check.hpp"
#include "check/text_lines.hpp"
#include "text/byte_order_mark.hpp"

namespace avmdoc {
namespace {

using Ids = std::vector<std::uint32_t>;

/// Beyond so many edits a stretch is replaced as a whole: nobody reads such a diff line by line.
constexpr std::size_t max_edits = 3000;

struct Stretch {
  std::size_t old_begin;
  std::size_t old_end;
  std::size_t new_begin;
  std::size_t new_end;
};

/// Finds what stays between two sequences of lines.
class Matching {
 public:
  Matching(const Ids& before, const Ids& after) : before_(before), after_(after) {}

  std::vector<Hunk> hunks() {
    match({0, before_.size(), 0, after_.size()});
    flush(before_.size(), after_.size());
    return std::move(hunks_);
  }

 private:
  void match(Stretch stretch) {
    while (stretch.old_begin < stretch.old_end && stretch.new_begin < stretch.new_end &&
           before_[stretch.old_begin] == after_[stretch.new_begin]) {
      keep(stretch.old_begin++, stretch.new_begin++);
    }
    std::size_t tail = 0;
    while (stretch.old_begin < stretch.old_end && stretch.new_begin < stretch.new_end &&
           before_[stretch.old_end - 1] == after_[stretch.new_end - 1]) {
      --stretch.old_end;
      --stretch.new_end;
      ++tail;
    }
    if (stretch.old_begin < stretch.old_end && stretch.new_begin < stretch.new_end) {
      match_middle(stretch);
    }
    for (std::size_t i = 0; i < tail; ++i) keep(stretch.old_end + i, stretch.new_end + i);
  }

  /// Lines that stand once on both sides hold a large difference together; what is left between
  /// them is small enough for the shortest edit.
  void match_middle(const Stretch& stretch) {
    const std::size_t size =
        (stretch.old_end - stretch.old_begin) + (stretch.new_end - stretch.new_begin);
    if (size > 2000) {
      const std::vector<std::pair<std::size_t, std::size_t>> anchors = unique_lines(stretch);
      if (!anchors.empty()) {
        Stretch part = stretch;
        for (const auto& [old_line, new_line] : anchors) {
          part.old_end = old_line;
          part.new_end = new_line;
          match(part);
          keep(old_line, new_line);
          part.old_begin = old_line + 1;
          part.new_begin = new_line + 1;
        }
        part.old_end = stretch.old_end;
        part.new_end = stretch.new_end;
        match(part);
        return;
      }
    }
    shortest_edit(stretch);
  }

  /// The longest rising sequence of lines that stand once in each (patience).
  [[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>> unique_lines(
      const Stretch& stretch) const {
    struct Seen {
      std::size_t old_count = 0;
      std::size_t new_count = 0;
      std::size_t old_line = 0;
      std::size_t new_line = 0;
    };
    std::unordered_map<std::uint32_t, Seen> seen;
    for (std::size_t i = stretch.old_begin; i < stretch.old_end; ++i) {
      Seen& line = seen[before_[i]];
      ++line.old_count;
      line.old_line = i;
    }
    for (std::size_t i = stretch.new_begin; i < stretch.new_end; ++i) {
      Seen& line = seen[after_[i]];
      ++line.new_count;
      line.new_line = i;
    }
    struct Candidate {
      std::size_t old_line;
      std::size_t new_line;
      std::size_t previous;
    };
    std::vector<Candidate> candidates;
    for (std::size_t i = stretch.old_begin; i < stretch.old_end; ++i) {
      const Seen& line = seen[before_[i]];
      if (line.old_count == 1 && line.new_count == 1) {
        candidates.push_back({i, line.new_line, SIZE_MAX});
      }
    }
    std::vector<std::size_t> ends;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      const auto place =
          std::ranges::lower_bound(ends, candidates[i].new_line, {},
                                   [&](std::size_t index) { return candidates[index].new_line; });
      candidates[i].previous = place == ends.begin() ? SIZE_MAX : *(place - 1);
      if (place == ends.end()) {
        ends.push_back(i);
      } else {
        *place = i;
      }
    }
    std::vector<std::pair<std::size_t, std::size_t>> result;
    for (std::size_t i = ends.empty() ? SIZE_MAX : ends.back(); i != SIZE_MAX;
         i = candidates[i].previous) {
      result.emplace_back(candidates[i].old_line, candidates[i].new_line);
    }
    std::ranges::reverse(result);
    return result;
  }

  /// Myers' greedy algorithm.
  void shortest_edit(const Stretch& stretch) {
    const auto n = static_cast<std::ptrdiff_t>(stretch.old_end - stretch.old_begin);
    const auto m = static_cast<std::ptrdiff_t>(stretch.new_end - stretch.new_begin);
    const std::ptrdiff_t limit = std::min(n + m, static_cast<std::ptrdiff_t>(max_edits));
    std::vector<std::ptrdiff_t> furthest(static_cast<std::size_t>(2 * limit + 4), 0);
    std::vector<std::vector<std::ptrdiff_t>> steps;
    const auto at = [&](std::ptrdiff_t k) -> std::ptrdiff_t& {
      return furthest[static_cast<std::size_t>(k + limit + 1)];
    };
    for (std::ptrdiff_t d = 0; d <= limit; ++d) {
      steps.emplace_back(furthest.begin() + (limit + 1 - d - 1),
                         furthest.begin() + (limit + 1 + d + 2));
      for (std::ptrdiff_t k = -d; k <= d; k += 2) {
        std::ptrdiff_t x = k == -d || (k != d && at(k - 1) < at(k + 1)) ? at(k + 1) : at(k - 1) + 1;
        while (x < n && x - k < m && same(stretch, x, x - k)) ++x;
        at(k) = x;
        if (x >= n && x - k >= m) {
          trace(stretch, steps, n, m);
          return;
        }
      }
    }
  }

  [[nodiscard]] bool same(const Stretch& stretch, std::ptrdiff_t x, std::ptrdiff_t y) const {
    return before_[stretch.old_begin + static_cast<std::size_t>(x)] ==
           after_[stretch.new_begin + static_cast<std::size_t>(y)];
  }

  /// Walks back from the end; `steps[d]` holds how far the diagonals -d-1 … d+1 reached before
  /// the d-th edit.
  void trace(const Stretch& stretch, const std::vector<std::vector<std::ptrdiff_t>>& steps,
             std::ptrdiff_t x, std::ptrdiff_t y) {
    std::vector<std::pair<std::size_t, std::size_t>> kept;
    for (auto d = static_cast<std::ptrdiff_t>(steps.size()) - 1; d >= 0; --d) {
      const std::vector<std::ptrdiff_t>& step = steps[static_cast<std::size_t>(d)];
      const auto at = [&](std::ptrdiff_t k) { return step[static_cast<std::size_t>(k + d + 1)]; };
      const std::ptrdiff_t k = x - y;
      const bool down = k == -d || (k != d && at(k - 1) < at(k + 1));
      const std::ptrdiff_t from = down ? k + 1 : k - 1;
      const std::ptrdiff_t from_x = d == 0 ? 0 : at(from);
      const std::ptrdiff_t from_y = d == 0 ? 0 : from_x - from;
      while (x > from_x && y > from_y) {
        --x;
        --y;
        kept.emplace_back(stretch.old_begin + static_cast<std::size_t>(x),
                          stretch.new_begin + static_cast<std::size_t>(y));
      }
      x = from_x;
      y = from_y;
    }
    std::ranges::reverse(kept);
    for (const auto& [old_line, new_line] : kept) keep(old_line, new_line);
  }

  void keep(std::size_t old_line, std::size_t new_line) {
    flush(old_line, new_line);
    old_ = old_line + 1;
    new_ = new_line + 1;
  }
  void flush(std::size_t old_line, std::size_t new_line) {
    if (old_ < old_line || new_ < new_line) {
      hunks_.push_back({old_, old_line - old_, new_, new_line - new_});
    }
  }

  const Ids& before_;
  const Ids& after_;
  std::vector<Hunk> hunks_;
  std::size_t old_ = 0;
  std::size_t new_ = 0;
};

std::vector<Hunk> difference(const std::vector<std::string_view>& before,
                             const std::vector<std::string_view>& after) {
  std::unordered_map<std::string_view, std::uint32_t> known;
  const auto ids = [&](const std::vector<std::string_view>& lines) {
    Ids result;
    result.reserve(lines.size());
    for (const std::string_view line : lines) {
      result.push_back(known.emplace(line, static_cast<std::uint32_t>(known.size())).first->second);
    }
    return result;
  };
  const Ids old_ids = ids(before);
  const Ids new_ids = ids(after);
  return Matching(old_ids, new_ids).hunks();
}

/// A path as git writes it in a patch: in quotes when it holds a control character or a quote.
std::string git_path(std::string_view prefix, std::string_view path) {
  std::string name(prefix);
  name += path;
  const bool plain = std::ranges::all_of(name, [](char c) {
    return static_cast<unsigned char>(c) >= 0x20 && c != 0x7F && c != '"' && c != '\\';
  });
  if (plain) return name;
  std::string quoted = "\"";
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      quoted.append("\\") += c;
    } else if (byte < 0x20 || byte == 0x7F) {
      quoted += '\\';
      for (const int shift : {6, 3, 0}) quoted += static_cast<char>('0' + ((byte >> shift) & 7));
    } else {
      quoted += c;
    }
  }
  return quoted + "\"";
}

void write_line(char mark, std::string_view line, std::string& out) {
  out += mark;
  out += line;
  if (!line.ends_with('\n')) out += "\n\\ No newline at end of file\n";
}

/// `@@ -3,7 +3,8 @@`: an empty side names the line before it.
void write_range(char mark, std::size_t begin, std::size_t count, std::string& out) {
  out += mark;
  out += std::to_string(count == 0 ? begin : begin + 1);
  if (count != 1) out.append(",").append(std::to_string(count));
}

}  // namespace

std::vector<Hunk> line_difference(std::string_view before, std::string_view after) {
  return difference(lines_with_ends(before), lines_with_ends(after));
}

std::string unified_diff(std::string_view path, std::string_view before, std::string_view after,
                         bool before_exists, std::size_t context) {
  return unified_diff(path, before, after, line_difference(before, after), before_exists, context);
}

std::string unified_diff(std::string_view path, std::string_view before, std::string_view after,
                         const std::vector<Hunk>& hunks, bool before_exists, std::size_t context) {
  const std::vector<std::string_view> old_lines = lines_with_ends(before);
  const std::vector<std::string_view> new_lines = lines_with_ends(after);
  if (hunks.empty() && before_exists) return {};
  std::string out = "diff --git " + git_path("a/", path) + " " + git_path("b/", path) + "\n";
  if (!before_exists) out += "new file mode 100644\n";
  out += "--- " + (before_exists ? git_path("a/", path) : std::string("/dev/null")) + "\n";
  out += "+++ " + git_path("b/", path) + "\n";
  for (std::size_t first = 0; first < hunks.size();) {
    std::size_t last = first;
    const auto end = [&](std::size_t i) { return hunks[i].old_begin + hunks[i].old_count; };
    while (last + 1 < hunks.size() && hunks[last + 1].old_begin - end(last) <= 2 * context) ++last;
    const std::size_t before_first = std::min(context, hunks[first].old_begin);
    const std::size_t after_last = std::min(context, old_lines.size() - end(last));
    const std::size_t old_begin = hunks[first].old_begin - before_first;
    const std::size_t new_begin = hunks[first].new_begin - before_first;
    const std::size_t old_end = end(last) + after_last;
    const std::size_t new_end = hunks[last].new_begin + hunks[last].new_count + after_last;
    out += "@@ ";
    write_range('-', old_begin, old_end - old_begin, out);
    out += ' ';
    write_range('+', new_begin, new_end - new_begin, out);
    out += " @@\n";
    std::size_t line = old_begin;
    for (std::size_t i = first; i <= last; ++i) {
      for (; line < hunks[i].old_begin; ++line) write_line(' ', old_lines[line], out);
      for (; line < end(i); ++line) write_line('-', old_lines[line], out);
      for (std::size_t k = 0; k < hunks[i].new_count; ++k) {
        write_line('+', new_lines[hunks[i].new_begin + k], out);
      }
    }
    for (; line < old_end; ++line) write_line(' ', old_lines[line], out);
    first = last + 1;
  }
  return out;
}

std::string with_line_breaks_of(std::string_view actual, std::string_view expected) {
  std::string result;
  if (actual.starts_with(byte_order_mark) && !expected.starts_with(byte_order_mark)) {
    result = byte_order_mark;
  }
  const std::size_t first = actual.find('\n');
  if (first == std::string_view::npos || first == 0 || actual[first - 1] != '\r') {
    return result.append(expected);
  }
  for (const char c : expected) {
    if (c == '\n' && !result.ends_with('\r')) result += '\r';
    result += c;
  }
  return result;
}

}  // namespace avmdoc
