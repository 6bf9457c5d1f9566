// Makes small wheels for tests.
#pragma once

#include <gtest/gtest.h>
#include <zip.h>

#include <string>
#include <utility>
#include <vector>

namespace tacet::models {

// Member names are written as they stand, hostile ones too.
inline void WriteWheel(const std::string& path,
                       const std::vector<std::pair<std::string, std::string>>& members) {
  int code = 0;
  zip_t* archive = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code);
  ASSERT_NE(archive, nullptr) << code;
  for (const auto& [name, body] : members) {
    zip_source_t* source = zip_source_buffer(archive, body.data(), body.size(), 0);
    ASSERT_GE(zip_file_add(archive, name.c_str(), source, 0), 0) << name;
  }
  ASSERT_EQ(zip_close(archive), 0);
}

// What pip needs to accept the wheel of NAME 1.0.
inline std::vector<std::pair<std::string, std::string>> WheelMetadata(const std::string& name) {
  return {{name + "-1.0.dist-info/METADATA",
           "Metadata-Version: 2.1\nName: " + name + "\nVersion: 1.0\n"},
          {name + "-1.0.dist-info/WHEEL",
           "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"},
          {name + "-1.0.dist-info/RECORD", ""}};
}

}  // namespace tacet::models
