# avmdoc_man_page(<target> <file>): makes the man page of a command from its own help, so that no
# option can be missing in it.
function(avmdoc_man_page target file)
  set(script "${CMAKE_CURRENT_FUNCTION_LIST_FILE}")
  add_custom_command(
    OUTPUT "${file}"
    COMMAND "${CMAKE_COMMAND}" "-DCOMMAND=$<TARGET_FILE:${target}>" "-DVERSION=${PROJECT_VERSION}"
            "-DOUTPUT=${file}" -P "${script}"
    DEPENDS ${target} "${script}"
    VERBATIM)
  add_custom_target(${target}-man-page ALL DEPENDS "${file}")
endfunction()

if(CMAKE_SCRIPT_MODE_FILE STREQUAL CMAKE_CURRENT_LIST_FILE)
  # The help of a command as text that roff leaves as it is.
  function(help_text result)
    execute_process(COMMAND "${COMMAND}" help ${ARGN} OUTPUT_VARIABLE text COMMAND_ERROR_IS_FATAL ANY)
    string(REPLACE "\\" "\\e" text "${text}")
    string(REPLACE "-" "\\-" text "${text}")
    string(REGEX REPLACE "(^|\n)([.'])" "\\1\\\\&\\2" text "${text}")
    set(${result} "${text}" PARENT_SCOPE)
  endfunction()

  help_text(overview)
  string(REGEX MATCH "Commands:\n(.*)\n\nOptions:" found "${overview}")
  string(REGEX MATCHALL "(^|\n)  [a-z]+" commands "${CMAKE_MATCH_1}")
  string(
    CONCAT page ".TH AVMDOC 1 \"\" \"avmdoc ${VERSION}\" \"User Commands\"\n.SH NAME\n"
           "avmdoc \\- write and check the README.md of Azure Bicep modules\n.SH SYNOPSIS\n"
           ".B avmdoc\n.I COMMAND\n.RI [ OPTION ...]\n.RI [ PATH ...]\n"
           ".SH DESCRIPTION\n.nf\n${overview}.fi\n.SH COMMANDS\n")
  foreach(command IN LISTS commands)
    string(STRIP "${command}" command)
    help_text(help ${command})
    string(APPEND page ".SS avmdoc ${command}\n.nf\n${help}.fi\n")
  endforeach()
  string(APPEND page ".SH ENVIRONMENT\n.TP\n.B NO_COLOR\nMessages have no colours when it is set.\n")
  file(WRITE "${OUTPUT}" "${page}")
endif()
