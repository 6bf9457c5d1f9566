# The target openvino::runtime from the unpacked wheel. The wheel's own OpenVINOConfig.cmake insists on
# every front end and plugin being present; deps/fetch keeps only the CPU plugin, ONNX and IR.
set(_openvino ${TACET_DEPS}/wheels/openvino)
file(GLOB OpenVINO_LIBRARY ${_openvino}/libs/libopenvino.so.*)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(OpenVINO
  REQUIRED_VARS OpenVINO_LIBRARY
  REASON_FAILURE_MESSAGE "run deps/fetch (or make build) first")
if(OpenVINO_FOUND AND NOT TARGET openvino::runtime)
  add_library(openvino::runtime SHARED IMPORTED)
  set_target_properties(openvino::runtime PROPERTIES
    IMPORTED_LOCATION ${OpenVINO_LIBRARY}
    INTERFACE_INCLUDE_DIRECTORIES ${_openvino}/include
    INTERFACE_COMPILE_DEFINITIONS "OV_THREAD=OV_THREAD_TBB_ADAPTIVE")
endif()
