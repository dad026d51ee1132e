# What avmdoc reads from sources compared with what the Bicep CLI makes of them.
add_executable(avmdoc-read-source "${CMAKE_CURRENT_LIST_DIR}/read_source.cpp")
target_include_directories(avmdoc-read-source PRIVATE "${PROJECT_SOURCE_DIR}/lib")
target_link_libraries(avmdoc-read-source PRIVATE avmdoc::static simdjson::simdjson)
avmdoc_warnings(avmdoc-read-source)
add_test(NAME "peers: sources" COMMAND Python3::Interpreter -B "${CMAKE_CURRENT_LIST_DIR}/sources.py"
                                       "$<TARGET_FILE:avmdoc-read-source>" --random 300)
set_tests_properties("peers: sources" PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT 3600)
