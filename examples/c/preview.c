/* preview FOLDER FILE: the README of a module as HTML, with the buffer on standard input in place
 * of FILE, which need not be saved. */
#include <avmdoc.h>
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <stdio.h>
#include <stdlib.h>

static avmdoc_error error;

static void must(avmdoc_status status) {
  if (status == AVMDOC_OK) return;
  fprintf(stderr, "%s\n", error.message.data);
  exit(1);
}

int main(int count, char** arguments) {
  static char buffer[1 << 24];
  avmdoc_files* files;
  avmdoc_registry* registry;
  avmdoc_module* module;
  avmdoc_string readme;
  if (count != 3) return 2;
  must(avmdoc_files_open(AVMDOC_BASE_DISK, &files, &error));
  must(avmdoc_files_add(files, arguments[2], buffer, fread(buffer, 1, sizeof buffer, stdin),
                        &error));
  must(avmdoc_registry_open(files, NULL, &registry, &error));
  must(avmdoc_module_open(registry, arguments[1], NULL, &module, &error));
  must(avmdoc_module_readme(module, &readme, &error));

  cmark_gfm_core_extensions_ensure_registered();
  cmark_parser* parser = cmark_parser_new(CMARK_OPT_DEFAULT);
  cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension("table"));
  cmark_parser_feed(parser, readme.data, readme.size);
  cmark_node* document = cmark_parser_finish(parser);
  fputs(cmark_render_html(document, CMARK_OPT_DEFAULT, NULL), stdout);
  return 0; /* and the system takes back what is open */
}
