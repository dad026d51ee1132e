# ICU as far as avmdoc needs it: collation and regular expressions, with the data of these.
set(icu "${AVMDOC_SOURCES}/icu/source")
file(STRINGS "${icu}/common/unicode/uvernum.h" line REGEX "define U_ICU_VERSION_MAJOR_NUM")
string(REGEX MATCH "[0-9]+" icu_version "${line}")

# Of ICU's 30 MB of data these are used.
set(icu_data coll/ucadata.icu coll/root.res coll/res_index.res coll/en.res coll/en_US.res)
find_program(ICUPKG icupkg PATHS /usr/sbin REQUIRED NO_CMAKE_FIND_ROOT_PATH)
set(items "${CMAKE_BINARY_DIR}/icu-data")
file(MAKE_DIRECTORY "${items}")
string(JOIN "\n" lines ${icu_data} "")
file(CONFIGURE OUTPUT "${items}/items.lst" CONTENT "${lines}")
set(data "${CMAKE_BINARY_DIR}/icudt${icu_version}l.dat")
add_custom_command(
  OUTPUT "${data}"
  COMMAND "${ICUPKG}" -d "${items}" -x "${items}/items.lst" "${icu}/data/in/icudt${icu_version}l.dat"
  COMMAND "${ICUPKG}" -s "${items}" -a "${items}/items.lst" new "${data}"
  DEPENDS "${items}/items.lst"
  VERBATIM)
if(WIN32)
  set(section ".section .rdata,\"dr\"")
else()
  set(section ".section .note.GNU-stack,\"\",%progbits\n.section .rodata")
endif()
file(CONFIGURE OUTPUT icudata.S CONTENT "${section}
.globl icudt${icu_version}_dat
.balign 16
icudt${icu_version}_dat:
.incbin \"${data}\"
")
set_source_files_properties("${CMAKE_CURRENT_BINARY_DIR}/icudata.S" PROPERTIES OBJECT_DEPENDS "${data}")

file(STRINGS icu-sources.txt icu_sources REGEX "^[a-z]")
list(TRANSFORM icu_sources PREPEND "${icu}/")
add_library(icu STATIC ${icu_sources} "${CMAKE_CURRENT_BINARY_DIR}/icudata.S")
target_compile_options(icu PRIVATE -Os -w)
target_include_directories(icu SYSTEM PUBLIC "${icu}/common" "${icu}/i18n")
target_compile_definitions(
  icu
  PUBLIC U_STATIC_IMPLEMENTATION UCONFIG_NO_BREAK_ITERATION=1 UCONFIG_NO_SERVICE=1
  PRIVATE U_COMMON_IMPLEMENTATION
          U_I18N_IMPLEMENTATION
          U_ENABLE_DYLOAD=0
          UCONFIG_NO_FILE_IO=1
          UCONFIG_NO_FORMATTING=1
          UCONFIG_NO_TRANSLITERATION=1
          UCONFIG_NO_IDNA=1
          UCONFIG_NO_LEGACY_CONVERSION=1)
find_package(Threads REQUIRED)
target_link_libraries(icu PUBLIC Threads::Threads)
add_library(ICU::uc ALIAS icu)
add_library(ICU::i18n ALIAS icu)
