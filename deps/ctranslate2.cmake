# Included by CTranslate2's own project(), which is compiled several files at a time (a "unity build":
# half the time). These files cannot be compiled together with others: they specialise templates that
# the others use, or repeat each other's names.
file(GLOB _alone ${CMAKE_CURRENT_SOURCE_DIR}/src/ops/*_cpu.cc ${CMAKE_CURRENT_SOURCE_DIR}/src/layers/drama/*.cc)
set_source_files_properties(${_alone} src/cpu/allocator.cc PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
