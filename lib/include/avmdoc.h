#pragma once

#include <stddef.h>
#include <stdint.h>

#include "avmdoc/export.h"
#include "avmdoc/version.h"

/** @file
 * avmdoc for C and for every language that can call C.
 *
 * **Handles.** `avmdoc_files`, `avmdoc_registry` and `avmdoc_module` are opened, used from any
 * number of threads, and closed once. Handles are opaque, and their values are never reused in a
 * process. A handle that is null, closed, invented or of another kind gives
 * `AVMDOC_INVALID_HANDLE`, and closing one while another thread works with it is safe. A module
 * keeps what it needs of its registry, a registry of its files: they may be closed in any order.
 *
 * **Texts.** All texts are UTF-8. A `const char*` that comes without a size ends with a zero byte.
 * A text that is given out belongs to the caller: free it with `avmdoc_string_free`.
 *
 * **Errors.** Every function that can fail returns an `avmdoc_status`, and sets what it gives out
 * to null or empty unless that is `AVMDOC_OK`. The last argument may be null; otherwise it receives
 * what went wrong and belongs to the caller, who frees it with `avmdoc_error_free` (which does
 * nothing to an empty one). No C++ exception leaves the library.
 *
 * **Process.** The library prints nothing, reads neither environment nor locale, changes no file,
 * and starts no thread.
 */

#ifdef __cplusplus
extern "C" {
#endif

/** Files that modules are read from. */
typedef struct avmdoc_files avmdoc_files;
/** A registry: where modules are found, and what they are loaded with. It keeps what several
 * modules share, so it does not see files that change after they were read: open another one. */
typedef struct avmdoc_registry avmdoc_registry;
/** A loaded module. */
typedef struct avmdoc_module avmdoc_module;

/** What became of a call. */
typedef enum avmdoc_status {
  AVMDOC_OK = 0,
  AVMDOC_INVALID_ARGUMENT = 1, /**< an impossible null, size, number or text */
  AVMDOC_INVALID_HANDLE = 2,   /**< null, closed, or of another kind */
  AVMDOC_UNKNOWN_SECTION = 3,  /**< no README has a section of that name */
  AVMDOC_FAILED = 4,           /**< the module, catalog or file is at fault: see the diagnostics */
  AVMDOC_OUT_OF_MEMORY = 5,
  AVMDOC_INTERNAL_ERROR = 6 /**< a bug of the library */
} avmdoc_status;

/** A text of `size` bytes, with a zero byte after them; the text itself may hold others. */
typedef struct avmdoc_string {
  const char* data;
  size_t size;
} avmdoc_string;

/** What went wrong: as lines for a person, and as a JSON array of diagnostics (`diagnostics` of
 * model.schema.json) that has elements only with `AVMDOC_FAILED`. */
typedef struct avmdoc_error {
  avmdoc_string message;     /**< one line for each finding */
  avmdoc_string diagnostics; /**< a JSON array */
} avmdoc_error;

/** Where template reference links come from. */
typedef enum avmdoc_links {
  AVMDOC_LINKS_KEEP = 0,   /**< the old README's, where the reference could have written it */
  AVMDOC_LINKS_CATALOG = 1 /**< the catalog alone */
} avmdoc_links;

/** What the interface of a module is read from. */
typedef enum avmdoc_from {
  AVMDOC_FROM_AUTO = 0,    /**< main.json when it is there, else the source */
  AVMDOC_FROM_SOURCE = 1,  /**< main.bicep and the files that it refers to */
  AVMDOC_FROM_TEMPLATE = 2 /**< main.json */
} avmdoc_from;

/** What modules are loaded with. Begin with `AVMDOC_OPTIONS_INIT`; null means the defaults. */
typedef struct avmdoc_options {
  size_t size;                  /**< `sizeof(avmdoc_options)` */
  int32_t links;                /**< an `avmdoc_links` */
  const char* catalog;          /**< the text of an apiSpecsList.json, or null: the built-in one */
  size_t catalog_size;          /**< its bytes */
  const char* telemetry_notice; /**< the text of Data Collection, or null: the built-in one */
  int32_t from;                 /**< an `avmdoc_from` */
  /** The folder of the Bicep module cache (`bicep restore` fills it), or null: sources that refer
   * to modules of registries are then errors, unless a bicepconfig.json names a cache. */
  const char* module_cache;
} avmdoc_options;

/** The default options. */
#define AVMDOC_OPTIONS_INIT \
  { sizeof(avmdoc_options), AVMDOC_LINKS_KEEP, NULL, 0, NULL, AVMDOC_FROM_AUTO, NULL }

/** The version of the library, such as `0.1.0`; it lives as long as the process. */
AVMDOC_API const char* avmdoc_version(void);

/** Frees a text and empties it; null or an empty one is fine. */
AVMDOC_API void avmdoc_string_free(avmdoc_string* string);
/** Frees what went wrong and empties it; null or an empty one is fine. */
AVMDOC_API void avmdoc_error_free(avmdoc_error* error);

/** Where files that are not in memory come from. */
typedef enum avmdoc_base {
  AVMDOC_BASE_NONE = 0, /**< nowhere: everything comes from memory */
  AVMDOC_BASE_DISK = 1  /**< the disk; files in memory take precedence */
} avmdoc_base;

/** Files in memory, none at first. With `AVMDOC_BASE_DISK` an editor documents buffers that are
 * not saved. */
AVMDOC_API avmdoc_status avmdoc_files_open(int32_t base, avmdoc_files** files, avmdoc_error* error);
/** Adds a file, or replaces it. `path` has `/` between its parts. A registry that was opened before
 * does not see it. `content` may be null when `size` is 0. */
AVMDOC_API avmdoc_status avmdoc_files_add(avmdoc_files* files, const char* path,
                                          const char* content, size_t size, avmdoc_error* error);
/** Closes the handle; what was opened with it stays open. */
AVMDOC_API avmdoc_status avmdoc_files_close(avmdoc_files* files, avmdoc_error* error);

/** Opens the registry in `files` as they are now; null for the disk. */
AVMDOC_API avmdoc_status avmdoc_registry_open(avmdoc_files* files, const avmdoc_options* options,
                                              avmdoc_registry** registry, avmdoc_error* error);
/** The modules at and below a folder, as a JSON array of objects with `path` and `identity` (such
 * as `avm/res/storage/storage-account`; null outside of avm/{res,ptn,utl}), sorted by path. */
AVMDOC_API avmdoc_status avmdoc_registry_find(avmdoc_registry* registry, const char* folder,
                                              avmdoc_string* modules, avmdoc_error* error);
/** Closes the handle; what was opened with it stays open. */
AVMDOC_API avmdoc_status avmdoc_registry_close(avmdoc_registry* registry, avmdoc_error* error);

/** What a check is to look at, put together with `|`. */
typedef enum avmdoc_check_flags {
  AVMDOC_CHECK_STRICT_LINE_BREAKS = 1, /**< line endings alone are drift */
  AVMDOC_CHECK_README_ONLY = 2         /**< not whether main.json is out of date */
} avmdoc_check_flags;

/** Compares the README of the module in a folder with the one that it should be: a JSON object
 * (check-result.schema.json). Drift is no failure, and neither is a module that cannot be loaded:
 * its `state` is `failed`. `identity` is as for `avmdoc_module_open`. */
AVMDOC_API avmdoc_status avmdoc_registry_check(avmdoc_registry* registry, const char* folder,
                                               const char* identity, int32_t flags,
                                               avmdoc_string* result, avmdoc_error* error);

/** Loads the module of a folder. `identity` names it; null takes the name from the folder's path. A
 * name of the form avm/{res,ptn,utl}/… makes it a module of AVM; any other is documented by the
 * profile `bicep`, as `avmdoc generate` does without settings. */
AVMDOC_API avmdoc_status avmdoc_module_open(avmdoc_registry* registry, const char* folder,
                                            const char* identity, avmdoc_module** module,
                                            avmdoc_error* error);
/** Its README. */
AVMDOC_API avmdoc_status avmdoc_module_readme(avmdoc_module* module, avmdoc_string* readme,
                                              avmdoc_error* error);
/** One section of its README, empty when it has none of that name. */
AVMDOC_API avmdoc_status avmdoc_module_section(avmdoc_module* module, const char* section,
                                               avmdoc_string* text, avmdoc_error* error);
/** Its model as JSON (model.schema.json) on one line. */
AVMDOC_API avmdoc_status avmdoc_module_model(avmdoc_module* module, avmdoc_string* model,
                                             avmdoc_error* error);
/** What was found while it was loaded and did not stop the work, as a JSON array. */
AVMDOC_API avmdoc_status avmdoc_module_diagnostics(avmdoc_module* module,
                                                   avmdoc_string* diagnostics, avmdoc_error* error);
/** Closes the handle; what was opened with it stays open. */
AVMDOC_API avmdoc_status avmdoc_module_close(avmdoc_module* module, avmdoc_error* error);

/** The names of all sections in the order of the README, as a JSON array. */
AVMDOC_API avmdoc_status avmdoc_section_names(avmdoc_string* names, avmdoc_error* error);

/** The two languages that Bicep files are in. */
typedef enum avmdoc_bicep_kind { AVMDOC_BICEP = 0, AVMDOC_BICEPPARAM = 1 } avmdoc_bicep_kind;

/** Parses Bicep: its syntax tree as JSON, and its syntax errors as a JSON array of diagnostics that
 * name `file` (or no file when it is null). Syntax errors are no failure, and bytes that are not
 * UTF-8 are syntax errors. Either result may be null when it is not wanted. */
AVMDOC_API avmdoc_status avmdoc_bicep_parse(const char* text, size_t size, const char* file,
                                            int32_t kind, avmdoc_string* tree,
                                            avmdoc_string* diagnostics, avmdoc_error* error);

#ifdef __cplusplus
}
#endif
