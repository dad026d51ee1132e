/* Every function of the C interface with every kind of bad input: an error value and a message, and
 * nothing given out. Under AddressSanitizer this also shows that nothing is leaked or read after it
 * was freed. */
#include <string.h>

#include "avmdoc.h"
#include "check.h"

#define NOT_UTF8 "avm/res/\xff"
#define TEMPLATE                                                                               \
  "{\"$schema\":\"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate"   \
  ".json#\",\"metadata\":{\"name\":\"Thing\",\"description\":\"A thing.\"},\"parameters\":{}," \
  "\"resources\":[]}"

static avmdoc_error error;
static avmdoc_string text;

/* The call gave that status and says why. */
static int fails(avmdoc_status got, avmdoc_status want, const char* message) {
  int as_wanted = got == want && error.message.data != NULL &&
                  strlen(error.message.data) == error.message.size &&
                  strstr(error.message.data, message) != NULL && error.diagnostics.data != NULL;
  if (!as_wanted) {
    fprintf(stderr, "status %d (expected %d), message '%s' (expected '%s')\n", (int)got, (int)want,
            error.message.data == NULL ? "(none)" : error.message.data, message);
  }
  avmdoc_error_free(&error);
  return as_wanted;
}

static void set_result(void) {
  text.data = "not touched";
  text.size = 11;
}
static int result_is_empty(void) { return text.data == NULL && text.size == 0; }

/* Handles that are null, made up or of another kind. */
static avmdoc_files* files;
static avmdoc_registry* registry;
static avmdoc_module* module;

static void open_all(void) {
  CHECK(avmdoc_files_open(AVMDOC_BASE_NONE, &files, &error) == AVMDOC_OK);
  CHECK(error.message.data == NULL && error.diagnostics.data == NULL);
  CHECK(avmdoc_files_add(files, "avm/res/things/thing/main.json", TEMPLATE, strlen(TEMPLATE),
                         &error) == AVMDOC_OK);
  CHECK(avmdoc_registry_open(files, NULL, &registry, &error) == AVMDOC_OK);
  CHECK(avmdoc_module_open(registry, "avm/res/things/thing", NULL, &module, &error) == AVMDOC_OK);
}

static void close_all(void) {
  CHECK(avmdoc_module_close(module, &error) == AVMDOC_OK);
  CHECK(avmdoc_registry_close(registry, &error) == AVMDOC_OK);
  CHECK(avmdoc_files_close(files, &error) == AVMDOC_OK);
}

static void bad_files(avmdoc_files* bad, const char* message) {
  avmdoc_registry* opened = registry;
  CHECK(fails(avmdoc_files_add(bad, "a", "b", 1, &error), AVMDOC_INVALID_HANDLE, message));
  CHECK(fails(avmdoc_files_close(bad, &error), AVMDOC_INVALID_HANDLE, message));
  if (bad != NULL) { /* null stands for the disk here */
    CHECK(fails(avmdoc_registry_open(bad, NULL, &opened, &error), AVMDOC_INVALID_HANDLE, message));
    CHECK(opened == NULL);
  }
}

static void bad_registry(avmdoc_registry* bad, const char* message) {
  avmdoc_module* opened = module;
  set_result();
  CHECK(fails(avmdoc_registry_find(bad, "avm", &text, &error), AVMDOC_INVALID_HANDLE, message));
  CHECK(result_is_empty());
  CHECK(fails(avmdoc_module_open(bad, "avm/res/things/thing", NULL, &opened, &error),
              AVMDOC_INVALID_HANDLE, message));
  CHECK(opened == NULL);
  set_result();
  CHECK(fails(avmdoc_registry_check(bad, "avm/res/things/thing", NULL, 0, &text, &error),
              AVMDOC_INVALID_HANDLE, message));
  CHECK(result_is_empty());
  CHECK(fails(avmdoc_registry_close(bad, &error), AVMDOC_INVALID_HANDLE, message));
}

static void bad_module(avmdoc_module* bad, const char* message) {
  set_result();
  CHECK(fails(avmdoc_module_readme(bad, &text, &error), AVMDOC_INVALID_HANDLE, message));
  CHECK(result_is_empty());
  set_result();
  CHECK(fails(avmdoc_module_section(bad, "title", &text, &error), AVMDOC_INVALID_HANDLE, message));
  CHECK(result_is_empty());
  set_result();
  CHECK(fails(avmdoc_module_model(bad, &text, &error), AVMDOC_INVALID_HANDLE, message));
  CHECK(result_is_empty());
  set_result();
  CHECK(fails(avmdoc_module_diagnostics(bad, &text, &error), AVMDOC_INVALID_HANDLE, message));
  CHECK(result_is_empty());
  CHECK(fails(avmdoc_module_close(bad, &error), AVMDOC_INVALID_HANDLE, message));
}

static void test_handles(void) {
  int not_a_handle = 0;
  open_all();
  bad_files(NULL, "files is null");
  bad_files((avmdoc_files*)&not_a_handle, "files is not open");
  bad_files((avmdoc_files*)registry, "files is not open");
  bad_registry(NULL, "registry is null");
  bad_registry((avmdoc_registry*)&not_a_handle, "registry is not open");
  bad_registry((avmdoc_registry*)module, "registry is not open");
  bad_module(NULL, "module is null");
  bad_module((avmdoc_module*)&not_a_handle, "module is not open");
  bad_module((avmdoc_module*)files, "module is not open");
  close_all();
  bad_files(files, "files is not open");
  bad_registry(registry, "registry is not open");
  bad_module(module, "module is not open");
}

static void test_results_that_are_null(void) {
  open_all();
  CHECK(fails(avmdoc_files_open(AVMDOC_BASE_NONE, NULL, &error), AVMDOC_INVALID_ARGUMENT,
              "files is null"));
  CHECK(fails(avmdoc_registry_open(files, NULL, NULL, &error), AVMDOC_INVALID_ARGUMENT,
              "registry is null"));
  CHECK(fails(avmdoc_registry_find(registry, "avm", NULL, &error), AVMDOC_INVALID_ARGUMENT,
              "modules is null"));
  CHECK(fails(avmdoc_module_open(registry, "avm/res/things/thing", NULL, NULL, &error),
              AVMDOC_INVALID_ARGUMENT, "module is null"));
  CHECK(
      fails(avmdoc_module_readme(module, NULL, &error), AVMDOC_INVALID_ARGUMENT, "readme is null"));
  CHECK(fails(avmdoc_module_section(module, "title", NULL, &error), AVMDOC_INVALID_ARGUMENT,
              "text is null"));
  CHECK(fails(avmdoc_module_model(module, NULL, &error), AVMDOC_INVALID_ARGUMENT, "model is null"));
  CHECK(fails(avmdoc_module_diagnostics(module, NULL, &error), AVMDOC_INVALID_ARGUMENT,
              "diagnostics is null"));
  CHECK(fails(avmdoc_section_names(NULL, &error), AVMDOC_INVALID_ARGUMENT, "names is null"));
  /* Neither result is wanted, so there is nothing to give out. */
  CHECK(avmdoc_bicep_parse("", 0, NULL, AVMDOC_BICEP, NULL, NULL, &error) == AVMDOC_OK);
  close_all();
}

static void test_texts(void) {
  avmdoc_module* opened = NULL;
  open_all();
  CHECK(
      fails(avmdoc_files_add(files, NULL, "", 0, &error), AVMDOC_INVALID_ARGUMENT, "path is null"));
  CHECK(fails(avmdoc_files_add(files, NOT_UTF8, "", 0, &error), AVMDOC_INVALID_ARGUMENT,
              "path is not UTF-8"));
  CHECK(fails(avmdoc_registry_find(registry, NULL, &text, &error), AVMDOC_INVALID_ARGUMENT,
              "folder is null"));
  CHECK(fails(avmdoc_registry_find(registry, NOT_UTF8, &text, &error), AVMDOC_INVALID_ARGUMENT,
              "folder is not UTF-8"));
  CHECK(fails(avmdoc_module_open(registry, NULL, NULL, &opened, &error), AVMDOC_INVALID_ARGUMENT,
              "folder is null"));
  CHECK(fails(avmdoc_module_open(registry, NOT_UTF8, NULL, &opened, &error),
              AVMDOC_INVALID_ARGUMENT, "folder is not UTF-8"));
  CHECK(fails(avmdoc_module_open(registry, "avm/res/things/thing", NOT_UTF8, &opened, &error),
              AVMDOC_INVALID_ARGUMENT, "identity is not UTF-8"));
  CHECK(fails(avmdoc_module_open(registry, "avm/res/things/thing", "", &opened, &error),
              AVMDOC_INVALID_ARGUMENT, "identity is empty"));
  CHECK(fails(avmdoc_registry_check(registry, NULL, NULL, 0, &text, &error),
              AVMDOC_INVALID_ARGUMENT, "folder is null"));
  CHECK(fails(avmdoc_registry_check(registry, NOT_UTF8, NULL, 0, &text, &error),
              AVMDOC_INVALID_ARGUMENT, "folder is not UTF-8"));
  CHECK(fails(avmdoc_registry_check(registry, "things/thing", NOT_UTF8, 0, &text, &error),
              AVMDOC_INVALID_ARGUMENT, "identity is not UTF-8"));
  CHECK(result_is_empty());
  CHECK(fails(avmdoc_module_section(module, NULL, &text, &error), AVMDOC_INVALID_ARGUMENT,
              "section is null"));
  CHECK(fails(avmdoc_module_section(module, NOT_UTF8, &text, &error), AVMDOC_INVALID_ARGUMENT,
              "section is not UTF-8"));
  CHECK(fails(avmdoc_bicep_parse("", 0, NOT_UTF8, AVMDOC_BICEP, &text, NULL, &error),
              AVMDOC_INVALID_ARGUMENT, "file is not UTF-8"));
  CHECK(result_is_empty());
  close_all();
}

static void test_what_is_and_is_not_utf8(void) {
  static const char* const good[] = {
      "", "a", "\xc2\x80", "\xe0\xa0\x80", "\xed\x9f\xbf", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf"};
  static const char* const bad[] = {"\x80",         "\xc0\x80",         "\xc1\xbf",
                                    "\xe0\x9f\xbf", "\xed\xa0\x80",     "\xf0\x8f\xbf\xbf",
                                    "\xc2",         "\xf4\x90\x80\x80", "\xf5\x80\x80\x80",
                                    "\xe2\x82",     "a\xe2\x28\xa1",    "\xff"};
  size_t i;
  open_all();
  for (i = 0; i < sizeof good / sizeof *good; ++i) {
    CHECK(fails(avmdoc_module_section(module, good[i], &text, &error), AVMDOC_UNKNOWN_SECTION,
                "no README has a section"));
  }
  for (i = 0; i < sizeof bad / sizeof *bad; ++i) {
    CHECK(fails(avmdoc_module_section(module, bad[i], &text, &error), AVMDOC_INVALID_ARGUMENT,
                "section is not UTF-8"));
  }
  close_all();
}

static void test_sizes(void) {
  avmdoc_options options = AVMDOC_OPTIONS_INIT;
  avmdoc_registry* opened = NULL;
  open_all();
  CHECK(fails(avmdoc_files_add(files, "a", NULL, 1, &error), AVMDOC_INVALID_ARGUMENT,
              "content is null"));
  CHECK(fails(avmdoc_files_add(files, "a", "b", (size_t)-1, &error), AVMDOC_INVALID_ARGUMENT,
              "size of content"));
  CHECK(avmdoc_files_add(files, "a", NULL, 0, &error) == AVMDOC_OK);
  CHECK(fails(avmdoc_bicep_parse(NULL, 1, NULL, AVMDOC_BICEP, &text, NULL, &error),
              AVMDOC_INVALID_ARGUMENT, "text is null"));
  CHECK(fails(avmdoc_bicep_parse("", (size_t)-1, NULL, AVMDOC_BICEP, &text, NULL, &error),
              AVMDOC_INVALID_ARGUMENT, "size of text"));
  options.size = 0;
  CHECK(fails(avmdoc_registry_open(files, &options, &opened, &error), AVMDOC_INVALID_ARGUMENT,
              "options->size is 0"));
  options.size = sizeof options + 1;
  CHECK(fails(avmdoc_registry_open(files, &options, &opened, &error), AVMDOC_INVALID_ARGUMENT,
              "options->size"));
  options.size = sizeof options;
  options.catalog_size = 1;
  CHECK(fails(avmdoc_registry_open(files, &options, &opened, &error), AVMDOC_INVALID_ARGUMENT,
              "options->catalog is null"));
  options.catalog = "{}";
  options.catalog_size = (size_t)-1;
  CHECK(fails(avmdoc_registry_open(files, &options, &opened, &error), AVMDOC_INVALID_ARGUMENT,
              "size of options->catalog"));
  CHECK(opened == NULL);
  close_all();
}

static void test_numbers(void) {
  avmdoc_options options = AVMDOC_OPTIONS_INIT;
  avmdoc_files* opened_files = NULL;
  avmdoc_registry* opened = NULL;
  int32_t bad[2] = {-1, 2};
  int i;
  open_all();
  CHECK(fails(avmdoc_registry_check(registry, "avm/res/things/thing", NULL, -1, &text, &error),
              AVMDOC_INVALID_ARGUMENT, "flags cannot be"));
  CHECK(fails(avmdoc_registry_check(registry, "avm/res/things/thing", NULL, 4, &text, &error),
              AVMDOC_INVALID_ARGUMENT, "flags cannot be"));
  close_all();
  for (i = 0; i < 2; ++i) {
    CHECK(fails(avmdoc_files_open(bad[i], &opened_files, &error), AVMDOC_INVALID_ARGUMENT,
                "base cannot be"));
    CHECK(fails(avmdoc_bicep_parse("", 0, NULL, bad[i], &text, NULL, &error),
                AVMDOC_INVALID_ARGUMENT, "kind cannot be"));
    options.links = bad[i];
    CHECK(fails(avmdoc_registry_open(NULL, &options, &opened, &error), AVMDOC_INVALID_ARGUMENT,
                "options->links cannot be"));
    options.links = AVMDOC_LINKS_KEEP;
    options.from = i == 0 ? -1 : 3;
    CHECK(fails(avmdoc_registry_open(NULL, &options, &opened, &error), AVMDOC_INVALID_ARGUMENT,
                "options->from cannot be"));
    options.from = AVMDOC_FROM_AUTO;
  }
}

static void test_other_options(void) {
  avmdoc_options options = AVMDOC_OPTIONS_INIT;
  avmdoc_registry* opened = NULL;
  options.telemetry_notice = NOT_UTF8;
  CHECK(fails(avmdoc_registry_open(NULL, &options, &opened, &error), AVMDOC_INVALID_ARGUMENT,
              "options->telemetry_notice is not UTF-8"));
  options.telemetry_notice = NULL;
  options.module_cache = NOT_UTF8;
  CHECK(fails(avmdoc_registry_open(NULL, &options, &opened, &error), AVMDOC_INVALID_ARGUMENT,
              "options->module_cache is not UTF-8"));
  options.module_cache = NULL;
  options.catalog = "{\"Microsoft.Things\":";
  options.catalog_size = strlen(options.catalog);
  CHECK(fails(avmdoc_registry_open(NULL, &options, &opened, &error), AVMDOC_FAILED,
              "options->catalog"));
}

static void test_modules_that_are_at_fault(void) {
  avmdoc_module* opened = NULL;
  open_all();
  CHECK(fails(avmdoc_module_open(registry, "avm/res/things/none", NULL, &opened, &error),
              AVMDOC_FAILED, "avm/res/things/none/main.json"));
  CHECK(opened == NULL);
  CHECK(fails(avmdoc_registry_find(registry, "nowhere", &text, &error), AVMDOC_FAILED, "nowhere"));
  CHECK(avmdoc_module_open(registry, "avm/res/things/none", NULL, &opened, &error) ==
        AVMDOC_FAILED);
  CHECK(strstr(error.diagnostics.data, "\"code\":\"template-missing\"") != NULL);
  avmdoc_error_free(&error);
  close_all();
}

static void test_errors_may_be_unwanted(void) {
  CHECK(avmdoc_files_open(-1, &files, NULL) == AVMDOC_INVALID_ARGUMENT);
  CHECK(avmdoc_files_close(NULL, NULL) == AVMDOC_INVALID_HANDLE);
  CHECK(avmdoc_module_open(NULL, NULL, NULL, NULL, NULL) == AVMDOC_INVALID_ARGUMENT);
}

static void test_freeing(void) {
  avmdoc_error_free(NULL);
  avmdoc_string_free(NULL);
  CHECK(avmdoc_section_names(&text, NULL) == AVMDOC_OK);
  CHECK(strstr(text.data, "\"usage-examples\"") != NULL);
  avmdoc_string_free(&text);
  avmdoc_string_free(&text);
  CHECK(result_is_empty());
  CHECK(avmdoc_files_open(-1, &files, &error) == AVMDOC_INVALID_ARGUMENT);
  avmdoc_error_free(&error);
  avmdoc_error_free(&error);
}

int main(void) {
  test_handles();
  test_results_that_are_null();
  test_texts();
  test_what_is_and_is_not_utf8();
  test_sizes();
  test_numbers();
  test_other_options();
  test_modules_that_are_at_fault();
  test_errors_may_be_unwanted();
  test_freeing();
  return REPORT();
}
