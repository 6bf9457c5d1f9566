# Makes word_lists_data.cc, which holds the lists of this folder as string literals. Included by the
# CMakeLists.txt of tacet/pii after its library exists.
foreach(list names english_words cities not_names)
  set(path ${CMAKE_CURRENT_LIST_DIR}/${list}.txt)
  file(READ ${path} ${list})
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${path})
endforeach()
configure_file(${CMAKE_CURRENT_LIST_DIR}/word_lists_data.cc.in word_lists_data.cc @ONLY)
target_sources(tacet_pii PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/word_lists_data.cc)
