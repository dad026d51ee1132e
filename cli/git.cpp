#include "git.hpp"

#include <algorithm>

#include "avmdoc/file_system.hpp"
#include "process.hpp"

namespace avmdoc::cli {

namespace {

[[noreturn]] void fail(const std::string& root, std::string message) {
  Diagnostic diagnostic;
  diagnostic.code = "git-failed";
  diagnostic.location.file = root;
  diagnostic.message = std::move(message);
  throw Error(std::move(diagnostic));
}

ProcessResult git(const std::string& root, std::vector<std::string> arguments) {
  // Nothing but paths is asked for, so no program that the configuration names needs to run.
  arguments.insert(arguments.begin(), {"git", "-C", root, "-c", "core.fsmonitor=false", "-c",
                                       "core.quotePath=false", "--no-optional-locks"});
  std::optional<ProcessResult> result = run_process(arguments);
  if (!result) {
    fail(root, "--changed-since needs git, which is not on the PATH");
  }
  return *std::move(result);
}

std::string without_line_end(std::string text) {
  while (text.ends_with('\n') || text.ends_with('\r')) {
    text.pop_back();
  }
  return text;
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

/// Adds the paths of a list that ends each with NUL.
void add_paths(const std::string& root, const ProcessResult& listed,
               std::vector<std::string>& paths) {
  if (listed.code != 0) {
    fail(root, "git failed: " + first_line(listed.errors));
  }
  std::string_view rest = listed.output;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\0'), rest.size());
    paths.push_back((root == "/" ? root : root + "/") + std::string(rest.substr(0, end)));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
}

}  // namespace

std::string repository_root(const std::string& folder) {
  const DiskFileSystem files;
  std::string at = folder;
  while (true) {
    if (files.type((at == "/" ? "" : at) + "/.git") != FileType::none) {
      return at;
    }
    const std::size_t slash = at.rfind('/');
    if (slash == std::string::npos || at == "/") {
      return {};
    }
    at = slash == 0 ? "/" : at.substr(0, slash);
  }
}

std::vector<std::string> changed_since(const std::string& root, const std::string& reference) {
  if (reference.empty() || reference.starts_with('-')) {
    fail(root, "--changed-since needs a branch, tag or commit, not '" + reference + "'");
  }
  const ProcessResult known =
      git(root, {"rev-parse", "--verify", "--quiet", "--end-of-options", reference + "^{commit}"});
  if (known.code != 0) {
    fail(root, "git does not know '" + reference +
                   "' here; fetch it first (in GitHub's checkout action: fetch-depth: 0)");
  }
  const ProcessResult base = git(root, {"merge-base", without_line_end(known.output), "HEAD"});
  if (base.code != 0) {
    fail(root, "'" + reference +
                   "' and HEAD have no common commit here; fetch more of the history (in GitHub's "
                   "checkout action: fetch-depth: 0)");
  }
  const std::string commit = without_line_end(base.output);
  std::vector<std::string> paths;
  add_paths(root,
            git(root, {"diff", "--name-only", "--no-renames", "--no-ext-diff", "-z", commit, "--"}),
            paths);
  add_paths(root,
            git(root, {"diff", "--name-only", "--no-renames", "--no-ext-diff", "-z", "--cached",
                       commit, "--"}),
            paths);
  add_paths(root, git(root, {"ls-files", "--others", "--exclude-standard", "--full-name", "-z"}),
            paths);
  std::ranges::sort(paths);
  paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
  return paths;
}

}  // namespace avmdoc::cli
