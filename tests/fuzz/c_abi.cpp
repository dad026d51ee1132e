// The C interface: any sequence of calls with good, closed, foreign and made-up handles, and with
// good and bad arguments, gives a status and keeps its promises about results and errors.
//
// An input is a program: each byte chooses a call, the bytes after it its arguments. `~` ends a
// text.

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "avmdoc.h"
#include "target.hpp"

namespace {

/// The input, read as what a call needs.
class Input {
 public:
  explicit Input(std::string_view bytes) : bytes_(bytes) {}

  [[nodiscard]] bool empty() const { return bytes_.empty(); }

  unsigned byte() {
    if (bytes_.empty()) return 0;
    const auto value = static_cast<unsigned char>(bytes_.front());
    bytes_.remove_prefix(1);
    return value;
  }

  int32_t number() {
    const unsigned value = byte() % 8;
    return value == 7 ? -1 : static_cast<int32_t>(value);
  }

  std::string bytes() {
    const std::size_t end = std::min(bytes_.find('~'), bytes_.size());
    std::string text(bytes_.substr(0, end));
    bytes_.remove_prefix(std::min(end + 1, bytes_.size()));
    return text;
  }

 private:
  std::string_view bytes_;
};

/// A text argument: null, one that is often needed, or one of the input's own.
class Text {
 public:
  explicit Text(Input& input) {
    static constexpr const char* known[] = {"avm",
                                            "avm/res/a/b",
                                            "avm/res/a/b/main.json",
                                            "avm/res/a/b/main.bicep",
                                            "avm/res/a/b/README.md",
                                            "avm/res/a/b/tests/e2e/c/main.test.bicep",
                                            "avm/ptn/x/y",
                                            "title",
                                            "parameters",
                                            "\xFF",
                                            ""};
    const unsigned choice = input.byte() % 16;
    if (choice < std::size(known)) {
      text_ = known[choice];
    } else {
      text_ = input.bytes();
      is_null_ = choice == 15;
    }
    // The disk is not for a fuzzer to look at.
    while (text_.starts_with('/') || text_.starts_with('.')) text_.erase(0, 1);
  }

  [[nodiscard]] const char* get() const { return is_null_ ? nullptr : text_.c_str(); }

 private:
  std::string text_;
  bool is_null_ = false;
};

/// Bytes that come with their size: null, a template, or the input's own.
class Bytes {
 public:
  explicit Bytes(Input& input) {
    static const std::string compiled =
        R"({"$schema":"https://schema.management.azure.com/schemas/2019-04-01/)"
        R"(deploymentTemplate.json#","metadata":{"name":"B","description":"Is b."},"parameters":)"
        R"({"a":{"type":"string","metadata":{"description":"Required. A."}}},"resources":[]})";
    switch (input.byte() % 8) {
      case 0:
        is_null_ = true;
        size_ = input.byte() % 2;
        break;
      case 1:
        size_ = static_cast<std::size_t>(-1);
        break;
      case 2:
      case 3:
      case 4:
        text_ = compiled;
        size_ = text_.size();
        break;
      default:
        text_ = input.bytes();
        size_ = text_.size();
    }
  }

  /// Their end is the end of what may be read: no zero byte follows.
  [[nodiscard]] const char* get() {
    if (is_null_) return nullptr;
    copy_.assign(text_.begin(), text_.end());
    copy_.shrink_to_fit();
    return copy_.empty() ? "" : copy_.data();
  }
  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  std::string text_;
  std::vector<char> copy_;
  std::size_t size_ = 0;
  bool is_null_ = false;
};

void check_text(const avmdoc_string& text) {
  if (text.data == nullptr) {
    fuzz::expect(text.size == 0, "an empty result has no size");
  } else {
    fuzz::expect(text.data[text.size] == '\0', "a zero byte follows a text");
  }
}

class Session {
 public:
  explicit Session(std::string_view program) : input_(program) {}

  void run() {
    for (int calls = 0; !input_.empty() && calls < 200; ++calls) call();
    close_all();
  }

 private:
  /// A handle: null, made up, of another kind, closed, or the one that was opened last.
  template <typename Handle>
  Handle* any(const std::vector<Handle*>& own) {
    const unsigned choice = input_.byte() % 16;
    if (choice == 0) return nullptr;
    if (choice == 1) return as<Handle>(&input_);
    if (choice == 2 && !files_.empty()) return as<Handle>(files_.back());
    if (choice == 3 && !registries_.empty()) return as<Handle>(registries_.back());
    if (choice == 4 && !modules_.empty()) return as<Handle>(modules_.back());
    if (own.empty()) return nullptr;
    return choice < 8 ? own[input_.byte() % own.size()] : own.back();
  }

  template <typename Handle>
  static Handle* as(void* pointer) {
    return static_cast<Handle*>(pointer);
  }

  void call() {
    const bool wants_error = input_.byte() % 8 != 0;
    avmdoc_error* const error = wants_error ? &error_ : nullptr;
    const bool wants_result = input_.byte() % 16 != 0;
    avmdoc_string* const result = wants_result ? &result_ : nullptr;
    switch (input_.byte() % 18) {
      case 0: {
        // The disk is not for a fuzzer to look at, so 1 is not asked for.
        const int32_t base = input_.number();
        avmdoc_files* opened = nullptr;
        const avmdoc_status status =
            avmdoc_files_open(base == 1 ? 0 : base, wants_result ? &opened : nullptr, error);
        opened_or_not(status, opened, files_);
        break;
      }
      case 1:
      case 2: {
        avmdoc_files* const files = any(files_);
        const Text path(input_);
        Bytes content(input_);
        const char* const bytes = content.get();
        check(avmdoc_files_add(files, path.get(), bytes, content.size(), error));
        break;
      }
      case 3:
        check(avmdoc_files_close(any(files_), error));
        break;
      case 4:
      case 5:
        open_registry(wants_result, error);
        break;
      case 6: {
        avmdoc_registry* const registry = any(registries_);
        const Text folder(input_);
        check(avmdoc_registry_find(registry, folder.get(), result, error));
        break;
      }
      case 7:
      case 8: {
        avmdoc_registry* const registry = any(registries_);
        const Text folder(input_);
        const Text identity(input_);
        const int32_t flags = input_.number();
        check(avmdoc_registry_check(registry, folder.get(), identity.get(), flags, result, error));
        break;
      }
      case 9:
        check(avmdoc_registry_close(any(registries_), error));
        break;
      case 10:
      case 11: {
        avmdoc_registry* const registry = any(registries_);
        const Text folder(input_);
        const bool has_identity = input_.byte() % 4 == 0;
        const std::string identity = has_identity ? input_.bytes() : "";
        avmdoc_module* opened = nullptr;
        const avmdoc_status status =
            avmdoc_module_open(registry, folder.get(), has_identity ? identity.c_str() : nullptr,
                               wants_result ? &opened : nullptr, error);
        opened_or_not(status, opened, modules_);
        break;
      }
      case 12:
        check(avmdoc_module_readme(any(modules_), result, error));
        break;
      case 13: {
        avmdoc_module* const module = any(modules_);
        const Text section(input_);
        check(avmdoc_module_section(module, section.get(), result, error));
        break;
      }
      case 14:
        check(input_.byte() % 2 == 0 ? avmdoc_module_model(any(modules_), result, error)
                                     : avmdoc_module_diagnostics(any(modules_), result, error));
        break;
      case 15:
        check(avmdoc_module_close(any(modules_), error));
        break;
      case 16:
        check(avmdoc_section_names(result, error));
        break;
      default: {
        Bytes text(input_);
        const Text file(input_);
        const int32_t kind = input_.number();
        avmdoc_string diagnostics{};
        const char* const bytes = text.get();
        check(avmdoc_bicep_parse(bytes, text.size(), file.get(), kind, result,
                                 input_.byte() % 4 == 0 ? nullptr : &diagnostics, error));
        check_text(diagnostics);
        avmdoc_string_free(&diagnostics);
      }
    }
  }

  void open_registry(bool wants_result, avmdoc_error* error) {
    avmdoc_files* files = any(files_);
    if (files == nullptr) files = as<avmdoc_files>(&input_);  // null would stand for the disk
    avmdoc_options options = AVMDOC_OPTIONS_INIT;
    const unsigned choice = input_.byte();
    if (choice % 4 == 0) options.size = input_.byte();
    options.links = (choice & 4U) != 0 ? input_.number() : AVMDOC_LINKS_KEEP;
    Bytes catalog(input_);
    const char* const text = catalog.get();
    if ((choice & 8U) != 0) {
      options.catalog = text;
      options.catalog_size = catalog.size();
    }
    const Text notice(input_);
    if ((choice & 16U) != 0) options.telemetry_notice = notice.get();
    avmdoc_registry* opened = nullptr;
    const avmdoc_status status = avmdoc_registry_open(
        files, (choice & 32U) != 0 ? &options : nullptr, wants_result ? &opened : nullptr, error);
    opened_or_not(status, opened, registries_);
  }

  template <typename Handle>
  void opened_or_not(avmdoc_status status, Handle* opened, std::vector<Handle*>& all) {
    fuzz::expect((status == AVMDOC_OK) == (opened != nullptr), "what is opened has a handle");
    if (opened != nullptr) all.push_back(opened);
    check(status);
  }

  /// What holds after every call.
  void check(avmdoc_status status) {
    fuzz::expect(status >= AVMDOC_OK && status <= AVMDOC_FAILED,
                 "no call fails for a mistake of the library");
    fuzz::expect(status == AVMDOC_OK || result_.data == nullptr, "a call that fails has no result");
    fuzz::expect(status != AVMDOC_OK || error_.message.data == nullptr,
                 "a call that succeeds has no error");
    fuzz::expect(status == AVMDOC_OK || error_.message.data == nullptr || error_.message.size > 0,
                 "an error says what is wrong");
    check_text(result_);
    check_text(error_.message);
    check_text(error_.diagnostics);
    avmdoc_string_free(&result_);
    avmdoc_error_free(&error_);
  }

  void close_all() {
    for (avmdoc_files* const files : files_) avmdoc_files_close(files, nullptr);
    for (avmdoc_registry* const registry : registries_) avmdoc_registry_close(registry, nullptr);
    for (avmdoc_module* const module : modules_) {
      avmdoc_module_close(module, nullptr);
      fuzz::expect(avmdoc_module_close(module, nullptr) == AVMDOC_INVALID_HANDLE,
                   "a handle is closed once");
    }
  }

  Input input_;
  avmdoc_string result_{};
  avmdoc_error error_{};
  std::vector<avmdoc_files*> files_;
  std::vector<avmdoc_registry*> registries_;
  std::vector<avmdoc_module*> modules_;
};

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Session(fuzz::text_of(data, size)).run();
  return 0;
}
