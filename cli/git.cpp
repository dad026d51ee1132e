#include "git.hpp"

#include <algorithm>
#include <string_view>

#include "avmdoc/file_system.hpp"
#include "format/report.hpp"
#include "platform_process.hpp"

namespace avmdoc::cli {

namespace {

[[noreturn]] void fail_in_git(const std::string& root, std::string message) {
  throw Error(error_at("git-failed", {root}, std::move(message)));
}

std::string first_line(const std::string& text) {
  return text.substr(0, text.find_first_of("\r\n"));
}

/// The line of git's messages that has the reason.
std::string reason_of(const std::string& errors) {
  const std::size_t fatal = errors.find("fatal: ");
  return first_line(fatal == std::string::npos ? errors : errors.substr(fatal));
}

std::vector<std::string_view> split_at_nul(std::string_view text) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\0'), text.size());
    parts.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

/// What git must not find in the configuration: a work tree is looked at, and whoever made it may
/// have a say in what git runs there.
const std::vector<std::string>& switched_off() {
  static const std::vector<std::string> settings = {
      "core.fsmonitor=false", "core.hooksPath=/dev/null", "core.attributesFile=/dev/null",
      "core.quotePath=false", "protocol.allow=never"};
  return settings;
}

/// No remote is asked for what a partial clone lacks, nobody for a password, and no repository
/// around this one is taken for it when its `.git` is damaged.
Environment environment_for(const std::string& root) {
  const std::size_t slash = root.rfind('/');
  return {{"GIT_NO_LAZY_FETCH", "1"},
          {"GIT_ALLOW_PROTOCOL", "none"},
          {"GIT_TERMINAL_PROMPT", "0"},
          {"GIT_OPTIONAL_LOCKS", "0"},
          {"GIT_CEILING_DIRECTORIES", root.substr(0, std::max<std::size_t>(slash, 1))},
          {"LC_ALL", "C"}};
}

/// git in one work tree, with all that would run other programs switched off.
class Git {
 public:
  explicit Git(std::string root) : root_(std::move(root)) {
    for (const std::string& setting : switched_off()) set(setting);
    for (const std::string& filter : filters()) {
      for (const char* value : {".clean=", ".smudge=", ".process=", ".required=false"}) {
        set(filter + value);
      }
    }
  }

  [[nodiscard]] ProcessResult run(const std::vector<std::string>& arguments) const {
    std::vector<std::string> all = {"git", "-C", root_, "--no-pager"};
    all.insert(all.end(), settings_.begin(), settings_.end());
    all.insert(all.end(), arguments.begin(), arguments.end());
    std::optional<ProcessResult> result = run_process(all, environment_for(root_));
    if (!result) {
      fail_in_git(root_, "--changed-since needs git, which is not on the PATH");
    }
    return *std::move(result);
  }

  /// What a call printed that must succeed.
  [[nodiscard]] std::string output(const std::vector<std::string>& arguments) const {
    ProcessResult result = run(arguments);
    if (result.code != 0) fail_as_git(result);
    return std::move(result.output);
  }

  /// The commit of a name; empty when there is none.
  [[nodiscard]] std::string commit(const std::string& name) const {
    const ProcessResult result =
        run({"rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}"});
    if (result.code == 0) return first_line(result.output);
    if (result.code != 1 || !result.errors.empty()) fail_as_git(result);
    return {};
  }

  /// What git says, and what to do about it.
  [[noreturn]] void fail_as_git(const ProcessResult& result) const {
    std::string message = "git failed: " + reason_of(result.errors);
    if (result.errors.find("dubious ownership") != std::string::npos) {
      message += "; to trust the repository, run: git config --global --add safe.directory " +
                 shell_word(root_);
    } else if (result.errors.find("not a git repository") != std::string::npos) {
      message += "; its .git is damaged: clone the repository again";
    } else if (result.errors.find("lazy fetching disabled") != std::string::npos) {
      message += "; the clone lacks objects, and nothing is fetched for it: clone without --filter";
    }
    fail_in_git(root_, std::move(message));
  }

 private:
  void set(std::string setting) {
    settings_.emplace_back("-c");
    settings_.push_back(std::move(setting));
  }

  /// The filters of the configuration, such as `filter.lfs`. Attributes choose among them, and
  /// those are files of the work tree.
  [[nodiscard]] std::vector<std::string> filters() const {
    const ProcessResult listed =
        run({"config", "--null", "--name-only", "--get-regexp", "^filter[.]"});
    if (listed.code == 1) return {};  // there is none
    if (listed.code != 0) fail_as_git(listed);
    std::vector<std::string> names;
    for (std::string_view key : split_at_nul(listed.output)) {
      std::string name(key.substr(0, key.rfind('.')));
      if (name.find('=') != std::string::npos) {
        fail_in_git(root_, "the git filter '" + name +
                               "' cannot be switched off; expected a name "
                               "without '='");
      }
      names.push_back(std::move(name));
    }
    std::ranges::sort(names);
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
  }

  std::string root_;
  std::vector<std::string> settings_;  ///< as arguments
};

/// Adds the paths of a list that ends each with NUL.
void add_paths(const std::string& root, const std::string& listed,
               std::vector<std::string>& paths) {
  for (const std::string_view path : split_at_nul(listed)) {
    paths.push_back((root == "/" ? root : root + "/") + std::string(path));
  }
}

}  // namespace

bool is_repository(const std::string& folder) {
  return DiskFileSystem().type((folder == "/" ? "" : folder) + "/.git") != FileType::none;
}

std::string repository_root(const std::string& folder) {
  std::string at = folder;
  while (true) {
    if (is_repository(at)) {
      return at;
    }
    const std::size_t slash = at.rfind('/');
    if (slash == std::string::npos || at == "/") {
      return {};
    }
    at = slash == 0 ? "/" : at.substr(0, slash);
  }
}

std::vector<std::string> tags_of(const std::string& root) {
  const std::string listed = Git(root).output({"tag", "--list", "--sort=-version:refname"});
  std::vector<std::string> tags;
  for (std::size_t at = 0; at < listed.size();) {
    const std::size_t end = std::min(listed.find('\n', at), listed.size());
    tags.push_back(listed.substr(at, end - at));
    at = end + 1;
  }
  return tags;
}

std::vector<std::string> ignored_sources(const std::string& root) {
  std::vector<std::string> paths;
  try {
    const ProcessResult listed =
        Git(root).run({"ls-files", "--others", "--ignored", "--exclude-standard", "--full-name",
                       "-z", "--", "*.bicep", "*main.json"});
    if (listed.code == 0) add_paths(root, listed.output, paths);
  } catch (const Error&) {  // NOLINT(bugprone-empty-catch)
    // No git: no file is known to be ignored.
  }
  return paths;
}

std::vector<std::string> changed_since(const std::string& root, const std::string& reference) {
  if (reference.empty() || reference.starts_with('-')) {
    fail_in_git(root, "--changed-since needs a branch, tag or commit, not '" + reference + "'");
  }
  const Git git(root);
  std::vector<std::string> paths;
  const std::string known = git.commit(reference);
  if (known.empty() && reference == "HEAD") {
    // Before the first commit, all files are new.
    add_paths(
        root,
        git.output({"ls-files", "--cached", "--others", "--exclude-standard", "--full-name", "-z"}),
        paths);
    return paths;
  }
  if (known.empty() && git.commit("HEAD").empty()) {
    fail_in_git(root, "git does not know '" + reference + "': this repository has no commit yet");
  }
  if (known.empty()) {
    fail_in_git(root, "git does not know '" + reference +
                          "' here; fetch it first (in GitHub's checkout action: fetch-depth: 0)");
  }
  const ProcessResult base = git.run({"merge-base", known, "HEAD"});
  if (base.code == 1 && base.errors.empty()) {
    fail_in_git(root,
                "'" + reference +
                    "' and HEAD have no common commit here; fetch more of the history (in GitHub's "
                    "checkout action: fetch-depth: 0)");
  }
  if (base.code != 0) git.fail_as_git(base);
  const std::string commit = first_line(base.output);
  std::vector<std::string> diff = {"diff",
                                   "--name-only",
                                   "--no-renames",
                                   "--no-ext-diff",
                                   "--no-textconv",
                                   "--ignore-submodules=all",
                                   "-z",
                                   commit};
  add_paths(root, git.output(diff), paths);
  diff.emplace_back("--cached");
  add_paths(root, git.output(diff), paths);
  add_paths(root, git.output({"ls-files", "--others", "--exclude-standard", "--full-name", "-z"}),
            paths);
  std::ranges::sort(paths);
  paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
  return paths;
}

}  // namespace avmdoc::cli
