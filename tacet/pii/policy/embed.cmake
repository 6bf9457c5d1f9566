# Makes policy_data.cc, which holds the default policy. Included by the CMakeLists.txt of tacet/pii after
# its library exists.
set(path ${CMAKE_CURRENT_LIST_DIR}/recall-first.json)
file(READ ${path} recall_first)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${path})
configure_file(${CMAKE_CURRENT_LIST_DIR}/policy_data.cc.in policy_data.cc @ONLY)
target_sources(tacet_pii PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/policy_data.cc)
