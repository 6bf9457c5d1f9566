// The stores that the contract suites run over, and what their tests share.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tacet/base/clock.h"
#include "tacet/base/temp_dir.h"
#include "tacet/objectstore/bucket_store.h"

namespace tacet::objectstore {

// One implementation, made anew for each test.
class StoreUnderTest {
 public:
  virtual ~StoreUnderTest() = default;
  virtual ObjectStore& store() = 0;
  // Null for a store that only knows objects.
  virtual BucketStore* buckets() = 0;
  // A bucket that exists.
  virtual std::string bucket() const { return "media"; }
  // Put before every key, so that tests of one peer do not meet. Ends with '/' or is empty.
  virtual std::string prefix() const { return ""; }
  // Whether it does as Amazon's S3 where others differ: keys that look like paths ("..", "a//b",
  // "a/" beside "a") are mere names, and who puts into a missing bucket is told that.
  virtual bool follows_amazon() const { return true; }
  // Closes the store and opens it again; false when it keeps nothing.
  virtual bool Reopen() { return false; }
};

struct StoreKind {
  std::string name;
  std::function<std::unique_ptr<StoreUnderTest>()> make;
};

inline std::string KindName(const ::testing::TestParamInfo<StoreKind>& info) {
  return info.param.name;
}

// gtest prints this instead of bytes.
inline void PrintTo(const StoreKind& kind, std::ostream* stream) { *stream << kind.name; }

StoreKind MemoryKind();
StoreKind DirectoryKind();
// Only where tests/integration/s3_peer_test.py has started an S3 endpoint and says where.
std::vector<StoreKind> S3Kinds();

template <typename T>
std::string ErrorText(const Result<T>& result) {
  return result ? "" : result.error().message + " (" + result.error().detail + ")";
}

// Fails with that code, its message beginning so.
MATCHER_P2(FailsWith, code, beginning, "") {
  if (arg) {
    *result_listener << "which succeeded";
    return false;
  }
  *result_listener << "whose message is: " << arg.error().message;
  return arg.error().code == code && arg.error().message.starts_with(beginning);
}

// Bytes without a pattern of small period.
inline std::string SomeBytes(size_t count, uint32_t seed = 1) {
  std::string bytes(count, '\0');
  for (char& byte : bytes) {
    seed = seed * 1664525 + 1013904223;
    byte = static_cast<char>(seed >> 24);
  }
  return bytes;
}

inline Result<ObjectInfo> PutText(ObjectStore& store, const ObjectName& name, std::string text,
                                  const PutOptions& options = {}) {
  StringSource source(std::move(text));
  return store.Put(name, source, options);
}

inline Result<std::string> GetText(ObjectStore& store, const ObjectName& name,
                                   std::optional<ByteRange> range = {}) {
  ASSIGN_OR_RETURN(const std::unique_ptr<ObjectReader> reader, store.Get(name, range));
  return ReadAll(*reader, /*max_bytes=*/size_t{1} << 30);
}

}  // namespace tacet::objectstore
