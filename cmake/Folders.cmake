# avmdoc_folders(<target> <source>…): compiles the sources of each folder below the current one as one
# translation unit, with AVMDOC_COMPILE_FOLDERS. Most of the time goes into headers, which are read once
# then. Sources of the current folder itself are compiled one by one.
function(avmdoc_folders target)
  if(NOT AVMDOC_COMPILE_FOLDERS)
    return()
  endif()
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # GCC takes a source that is included for a header, whose names would be seen elsewhere.
    target_compile_options(${target} PRIVATE -Wno-subobject-linkage)
  endif()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  foreach(source ${ARGN})
    cmake_path(ABSOLUTE_PATH source BASE_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}" NORMALIZE)
    cmake_path(RELATIVE_PATH source BASE_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}" OUTPUT_VARIABLE name)
    cmake_path(GET name PARENT_PATH folder)
    if(NOT folder)
      set(folder "${target}")
    endif()
    set_source_files_properties("${source}" PROPERTIES UNITY_GROUP "${folder}")
  endforeach()
endfunction()
