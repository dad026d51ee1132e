# avmdoc_embed(<target> <name> <file>): builds the bytes of a file into a target as
# `const unsigned char embedded_<name>[]` and `const unsigned int embedded_<name>_size`
# in the namespace avmdoc.
function(avmdoc_embed target name file)
  set(output "${CMAKE_CURRENT_BINARY_DIR}/embedded_${name}.cpp")
  add_custom_command(
    OUTPUT "${output}"
    COMMAND "${CMAKE_COMMAND}" -DNAME=${name} -DINPUT=${file} -DOUTPUT=${output} -P
            "${CMAKE_CURRENT_FUNCTION_LIST_FILE}"
    DEPENDS "${file}" "${CMAKE_CURRENT_FUNCTION_LIST_FILE}"
    VERBATIM)
  target_sources(${target} PRIVATE "${output}")
endfunction()

if(CMAKE_SCRIPT_MODE_FILE STREQUAL CMAKE_CURRENT_LIST_FILE)
  file(READ "${INPUT}" bytes HEX)
  string(LENGTH "${bytes}" size)
  math(EXPR size "${size} / 2")
  string(REGEX REPLACE "(................................................................)" "\\1\n" bytes "${bytes}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
  file(
    WRITE "${OUTPUT}"
    "namespace avmdoc {\n"
    "extern const unsigned char embedded_${NAME}[];\n"
    "extern const unsigned int embedded_${NAME}_size;\n"
    "const unsigned char embedded_${NAME}[] = {\n${bytes}};\n"
    "const unsigned int embedded_${NAME}_size = ${size};\n"
    "}  // namespace avmdoc\n")
endif()
