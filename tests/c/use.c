/* What the C interface gives for good input. */
#include <stdlib.h>
#include <string.h>

#include "avmdoc.h"
#include "check.h"

static avmdoc_error error;
static avmdoc_string text;

static int succeeds(avmdoc_status status) {
  if (status != AVMDOC_OK) fprintf(stderr, "%s\n", error.message.data);
  return status == AVMDOC_OK;
}

static int holds(const char* part) { return text.data != NULL && strstr(text.data, part) != NULL; }

static const char* const schema =
    "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#";

static void add_file(avmdoc_files* files, const char* path, const char* content) {
  CHECK(succeeds(avmdoc_files_add(files, path, content, strlen(content), &error)));
}

/* A module with one parameter of that name. */
static void add_module(avmdoc_files* files, const char* parameter) {
  char template[512];
  const int size = snprintf(
      template, sizeof template,
      "{\"$schema\":\"%s\",\"metadata\":{\"name\":\"Things\",\"description\":\"A thing.\"},"
      "\"parameters\":{\"%s\":{\"type\":\"string\",\"minLength\":3,"
      "\"metadata\":{\"description\":\"Required. Its name.\"}}},\"resources\":[]}",
      schema, parameter);
  CHECK(succeeds(avmdoc_files_add(files, "./avm/res//things/thing/main.json", template,
                                  (size_t)size, &error)));
}

static void test_from_memory(void) {
  avmdoc_files* files = NULL;
  avmdoc_registry* registry = NULL;
  avmdoc_module* module = NULL;
  CHECK(succeeds(avmdoc_files_open(AVMDOC_BASE_NONE, &files, &error)));
  add_module(files, "first");
  CHECK(succeeds(avmdoc_registry_open(files, NULL, &registry, &error)));
  add_module(files, "second"); /* the registry was opened before */
  CHECK(succeeds(avmdoc_registry_find(registry, "avm", &text, &error)));
  CHECK(strcmp(text.data,
               "[{\"path\":\"avm/res/things/thing\","
               "\"identity\":\"avm/res/things/thing\"}]") == 0);
  avmdoc_string_free(&text);
  CHECK(succeeds(avmdoc_module_open(registry, "avm/res/things/thing/", NULL, &module, &error)));
  /* A module keeps what it needs. */
  CHECK(succeeds(avmdoc_files_close(files, &error)));
  CHECK(succeeds(avmdoc_registry_close(registry, &error)));

  CHECK(succeeds(avmdoc_module_readme(module, &text, &error)));
  CHECK(strncmp(text.data, "# Things `[", 11) == 0);
  CHECK(holds("### Parameter: `first`"));
  CHECK(text.data[text.size] == '\0' && text.data[text.size - 1] == '\n');
  avmdoc_string_free(&text);
  CHECK(succeeds(avmdoc_module_section(module, "parameters", &text, &error)));
  CHECK(strncmp(text.data, "## Parameters\n", 14) == 0);
  avmdoc_string_free(&text);
  CHECK(succeeds(avmdoc_module_section(module, "notes", &text, &error)));
  CHECK(text.size == 0 && text.data != NULL);
  avmdoc_string_free(&text);
  CHECK(succeeds(avmdoc_module_model(module, &text, &error)));
  CHECK(holds("\"minLength\":3") && strchr(text.data, '\n') == NULL);
  avmdoc_string_free(&text);
  CHECK(succeeds(avmdoc_module_diagnostics(module, &text, &error)));
  CHECK(text.data[0] == '[');
  avmdoc_string_free(&text);
  CHECK(succeeds(avmdoc_module_close(module, &error)));
}

/* A buffer that is not saved stands before the file of the disk. */
static void test_over_the_disk(const char* folder) {
  avmdoc_files* files = NULL;
  avmdoc_registry* registry = NULL;
  avmdoc_module* module = NULL;
  char path[4096];
  static const char notice[] = "> It is old.";
  snprintf(path, sizeof path, "%s/DEPRECATED.md", folder);
  CHECK(succeeds(avmdoc_files_open(AVMDOC_BASE_DISK, &files, &error)));
  CHECK(succeeds(avmdoc_files_add(files, path, notice, sizeof notice - 1, &error)));
  CHECK(succeeds(avmdoc_registry_open(files, NULL, &registry, &error)));
  CHECK(succeeds(avmdoc_module_open(registry, folder, NULL, &module, &error)));
  CHECK(succeeds(avmdoc_module_section(module, "banners", &text, &error)));
  CHECK(holds("> > It is old."));
  avmdoc_string_free(&text);
  CHECK(succeeds(avmdoc_module_section(module, "usage-examples", &text, &error)));
  CHECK(holds("### Example 1"));
  avmdoc_string_free(&text);
  CHECK(succeeds(avmdoc_module_close(module, &error)));
  CHECK(succeeds(avmdoc_registry_close(registry, &error)));
  CHECK(succeeds(avmdoc_files_close(files, &error)));
}

static void test_options(void) {
  static const char catalog[] = "{\"Microsoft.Things\":{\"things\":[\"2024-01-01\"]}}";
  avmdoc_options options = AVMDOC_OPTIONS_INIT;
  avmdoc_files* files = NULL;
  avmdoc_registry* registry = NULL;
  avmdoc_module* module = NULL;
  options.links = AVMDOC_LINKS_CATALOG;
  options.catalog = catalog;
  options.catalog_size = sizeof catalog - 1;
  CHECK(succeeds(avmdoc_files_open(AVMDOC_BASE_NONE, &files, &error)));
  add_module(files, "name");
  CHECK(succeeds(avmdoc_registry_open(files, &options, &registry, &error)));
  CHECK(succeeds(avmdoc_module_open(registry, "avm/res/things/thing", NULL, &module, &error)));
  CHECK(succeeds(avmdoc_module_section(module, "title", &text, &error)));
  CHECK(holds("`[Microsoft.Things/things]`"));
  avmdoc_string_free(&text);
  CHECK(succeeds(avmdoc_module_close(module, &error)));
  CHECK(succeeds(
      avmdoc_module_open(registry, "avm/res/things/thing", "avm/ptn/other/name", &module, &error)));
  CHECK(succeeds(avmdoc_module_section(module, "title", &text, &error)));
  CHECK(holds("`[Other/Name]`"));
  avmdoc_string_free(&text);
  CHECK(succeeds(avmdoc_module_close(module, &error)));
  CHECK(succeeds(avmdoc_registry_close(registry, &error)));
  CHECK(succeeds(avmdoc_files_close(files, &error)));
}

/* A source without main.json, outside of the folders of AVM. */
static void test_sources(void) {
  avmdoc_options options = AVMDOC_OPTIONS_INIT;
  avmdoc_files* files = NULL;
  avmdoc_registry* registry = NULL;
  avmdoc_module* module = NULL;
  CHECK(succeeds(avmdoc_files_open(AVMDOC_BASE_NONE, &files, &error)));
  add_file(files, "modules/store/main.bicep",
           "metadata name = 'Stores'\nimport { size } from 'br/public:avm/utl/sizes:1.0.0'\n"
           "@description('How large.')\nparam large size\n");
  add_file(files, "cache/br/mcr.microsoft.com/bicep$avm$utl$sizes/1.0.0$/main.json",
           "{\"$schema\":\"https://schema.management.azure.com/schemas/2019-04-01/"
           "deploymentTemplate.json#\",\"definitions\":{\"size\":{\"type\":\"int\","
           "\"metadata\":{\"__bicep_export!\":true}}},\"resources\":{}}");
  options.module_cache = "cache";
  CHECK(succeeds(avmdoc_registry_open(files, &options, &registry, &error)));
  CHECK(succeeds(avmdoc_registry_find(registry, "modules", &text, &error)));
  CHECK(strcmp(text.data, "[{\"path\":\"modules/store\",\"identity\":null}]") == 0);
  avmdoc_string_free(&text);
  CHECK(succeeds(avmdoc_module_open(registry, "modules/store", NULL, &module, &error)));
  CHECK(succeeds(avmdoc_module_readme(module, &text, &error)));
  CHECK(holds("# Stores") && holds("| [`large`](#parameter-large) | int | How large. |"));
  avmdoc_string_free(&text);
  CHECK(succeeds(avmdoc_module_close(module, &error)));
  CHECK(succeeds(avmdoc_registry_close(registry, &error)));

  options.module_cache = NULL;
  CHECK(succeeds(avmdoc_registry_open(files, &options, &registry, &error)));
  CHECK(avmdoc_module_open(registry, "modules/store", "store", &module, &error) == AVMDOC_FAILED);
  CHECK(strstr(error.diagnostics.data, "\"code\":\"module-not-restored\"") != NULL);
  avmdoc_error_free(&error);
  CHECK(succeeds(avmdoc_registry_close(registry, &error)));
  options.from = AVMDOC_FROM_TEMPLATE;
  CHECK(succeeds(avmdoc_registry_open(files, &options, &registry, &error)));
  CHECK(avmdoc_module_open(registry, "modules/store", NULL, &module, &error) == AVMDOC_FAILED);
  CHECK(strstr(error.diagnostics.data, "\"code\":\"template-missing\"") != NULL);
  avmdoc_error_free(&error);
  CHECK(succeeds(avmdoc_registry_close(registry, &error)));
  CHECK(succeeds(avmdoc_files_close(files, &error)));
}

static void test_check(void) {
  avmdoc_files* files = NULL;
  avmdoc_registry* registry = NULL;
  CHECK(succeeds(avmdoc_files_open(AVMDOC_BASE_NONE, &files, &error)));
  add_module(files, "name");
  CHECK(succeeds(avmdoc_registry_open(files, NULL, &registry, &error)));
  CHECK(succeeds(avmdoc_registry_check(registry, "avm/res/things/thing", NULL, 0, &text, &error)));
  CHECK(holds("\"state\":\"drift\"") && holds("\"readme\":\"missing\""));
  CHECK(holds("+### Parameter: `name`"));
  avmdoc_string_free(&text);
  CHECK(succeeds(avmdoc_registry_check(registry, "avm/res/things/none", NULL,
                                       AVMDOC_CHECK_README_ONLY, &text, &error)));
  CHECK(holds("\"state\":\"failed\"") && holds("\"code\":\"template-missing\""));
  avmdoc_string_free(&text);
  CHECK(succeeds(avmdoc_registry_close(registry, &error)));
  CHECK(succeeds(avmdoc_files_close(files, &error)));
}

/* What a check of the module says, with these files and flags. */
static int check_says(avmdoc_files* files, int32_t flags, const char* part) {
  avmdoc_registry* registry = NULL;
  int says;
  CHECK(succeeds(avmdoc_registry_open(files, NULL, &registry, &error)));
  CHECK(succeeds(
      avmdoc_registry_check(registry, "avm/res/things/thing", NULL, flags, &text, &error)));
  says = holds(part);
  avmdoc_string_free(&text);
  CHECK(succeeds(avmdoc_registry_close(registry, &error)));
  return says;
}

/* README and options have different telemetry notices, the built-in one and another. */
static void test_telemetry_notice(void) {
  static const char readme_path[] = "avm/res/things/thing/README.md";
  avmdoc_options options = AVMDOC_OPTIONS_INIT;
  const avmdoc_options* const orders[2][2] = {{NULL, &options}, {&options, NULL}};
  const char* const causes[2] = {"\"file\":\"telemetry_notice\"",
                                 "telemetry notice that is built into avmdoc"};
  size_t i;
  options.telemetry_notice = "> Another notice.";
  for (i = 0; i < 2; ++i) {
    avmdoc_files* files = NULL;
    avmdoc_registry* registry = NULL;
    avmdoc_module* module = NULL;
    CHECK(succeeds(avmdoc_files_open(AVMDOC_BASE_NONE, &files, &error)));
    add_module(files, "enableTelemetry");
    CHECK(succeeds(avmdoc_registry_open(files, orders[i][0], &registry, &error)));
    CHECK(succeeds(avmdoc_module_open(registry, "avm/res/things/thing", NULL, &module, &error)));
    CHECK(succeeds(avmdoc_module_readme(module, &text, &error)));
    CHECK(succeeds(avmdoc_module_close(module, &error)));
    CHECK(succeeds(avmdoc_registry_close(registry, &error)));
    add_file(files, readme_path, text.data);
    avmdoc_string_free(&text);
    CHECK(succeeds(avmdoc_registry_open(files, orders[i][1], &registry, &error)));
    CHECK(
        succeeds(avmdoc_registry_check(registry, "avm/res/things/thing", NULL, 0, &text, &error)));
    CHECK(holds(causes[i]) && !holds(causes[1 - i]));
    avmdoc_string_free(&text);
    CHECK(succeeds(avmdoc_registry_close(registry, &error)));
    CHECK(succeeds(avmdoc_files_close(files, &error)));
  }
}

static void test_check_flags(void) {
  static const char readme_path[] = "avm/res/things/thing/README.md";
  avmdoc_files* files = NULL;
  avmdoc_registry* registry = NULL;
  avmdoc_module* module = NULL;
  char readme[8192];
  size_t size = 0;
  size_t i;
  CHECK(succeeds(avmdoc_files_open(AVMDOC_BASE_NONE, &files, &error)));
  add_module(files, "name");
  CHECK(succeeds(avmdoc_registry_open(files, NULL, &registry, &error)));
  CHECK(succeeds(avmdoc_module_open(registry, "avm/res/things/thing", NULL, &module, &error)));
  CHECK(succeeds(avmdoc_module_readme(module, &text, &error)));
  CHECK(succeeds(avmdoc_module_close(module, &error)));
  CHECK(succeeds(avmdoc_registry_close(registry, &error)));
  add_file(files, readme_path, text.data);
  for (i = 0; i < text.size && size + 2 < sizeof readme; ++i) {
    if (text.data[i] == '\n') readme[size++] = '\r';
    readme[size++] = text.data[i];
  }
  readme[size] = '\0';
  avmdoc_string_free(&text);
  CHECK(check_says(files, AVMDOC_CHECK_STRICT_LINE_BREAKS, "\"state\":\"clean\""));
  add_file(files, readme_path, readme);
  CHECK(check_says(files, 0, "\"state\":\"clean\""));
  CHECK(check_says(files, AVMDOC_CHECK_README_ONLY, "\"state\":\"clean\""));
  CHECK(check_says(files, AVMDOC_CHECK_STRICT_LINE_BREAKS, "\"state\":\"drift\""));
  add_file(files, "avm/res/things/thing/main.bicep", "param other string\n");
  CHECK(check_says(files, 0, "\"state\":\"stale\""));
  CHECK(check_says(files, AVMDOC_CHECK_README_ONLY, "\"state\":\"clean\""));
  CHECK(succeeds(avmdoc_files_close(files, &error)));
}

static void test_bicep(void) {
  avmdoc_string diagnostics;
  CHECK(succeeds(avmdoc_bicep_parse("param = \n", 9, "main.bicep", AVMDOC_BICEP, &text,
                                    &diagnostics, &error)));
  CHECK(holds("\"kind\":\"file\""));
  CHECK(strstr(diagnostics.data, "\"file\":\"main.bicep\",\"line\":1,") != NULL);
  avmdoc_string_free(&text);
  avmdoc_string_free(&diagnostics);
  CHECK(succeeds(avmdoc_bicep_parse("using 'main.bicep'\n", 19, NULL, AVMDOC_BICEPPARAM, NULL,
                                    &diagnostics, &error)));
  CHECK(strcmp(diagnostics.data, "[]") == 0);
  avmdoc_string_free(&diagnostics);
}

int main(int count, char** arguments) {
  CHECK(strcmp(avmdoc_version(), AVMDOC_VERSION) == 0);
  CHECK(count == 2);
  test_from_memory();
  if (count == 2) test_over_the_disk(arguments[1]);
  test_options();
  test_sources();
  test_check();
  test_check_flags();
  test_telemetry_notice();
  test_bicep();
  return REPORT();
}
