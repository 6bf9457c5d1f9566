#include "tacet/objectstore/contract_stores.h"

#include <cstdlib>

#include "tacet/base/random.h"
#include "tacet/objectstore/directory_object_store.h"
#include "tacet/objectstore/memory_object_store.h"
#include "tacet/objectstore/s3_object_store.h"

namespace tacet::objectstore {
namespace {

class MemoryUnderTest : public StoreUnderTest {
 public:
  MemoryUnderTest() { EXPECT_TRUE(store_.CreateBucket("media")); }
  ObjectStore& store() override { return store_; }
  BucketStore* buckets() override { return &store_; }

 private:
  FakeClock clock_;
  MemoryObjectStore store_{&clock_};
};

class DirectoryUnderTest : public StoreUnderTest {
 public:
  DirectoryUnderTest() : dir_(std::move(*TempDir::Create())) {
    Open();
    EXPECT_TRUE(store_->CreateBucket("media"));
  }
  ObjectStore& store() override { return *store_; }
  BucketStore* buckets() override { return store_.get(); }
  bool Reopen() override {
    store_.reset();
    Open();
    return true;
  }

 private:
  void Open() {
    auto opened = DirectoryObjectStore::Create({.path = dir_.path() + "/store", .clock = &clock_});
    ASSERT_TRUE(opened) << ErrorText(opened);
    store_ = std::move(*opened);
  }

  FakeClock clock_;
  TempDir dir_;
  std::unique_ptr<DirectoryObjectStore> store_;
};

std::string Setting(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

// Every test under a prefix of its own: what others left there is no concern of it.
class S3UnderTest : public StoreUnderTest {
 public:
  S3UnderTest() : prefix_("test-" + RandomUuid() + "/") {
    S3ObjectStoreOptions options;
    options.endpoint = Setting("TACET_TEST_S3_ENDPOINT");
    options.credentials = {Setting("TACET_TEST_S3_KEY_ID"), Setting("TACET_TEST_S3_SECRET")};
    options.clock = &clock_;
    setenv("no_proxy", "127.0.0.1", /*overwrite=*/1);
    auto made = S3ObjectStore::Create(options);
    EXPECT_TRUE(made) << ErrorText(made);
    store_ = std::move(*made);
  }
  ObjectStore& store() override { return *store_; }
  BucketStore* buckets() override { return nullptr; }
  std::string prefix() const override { return prefix_; }
  // SeaweedFS keeps a tree of folders, and refuses a bucket as one that the key may not make.
  bool follows_amazon() const override { return false; }

 private:
  const SystemClock clock_;
  const std::string prefix_;
  std::unique_ptr<S3ObjectStore> store_;
};

}  // namespace

std::vector<StoreKind> S3Kinds() {
  if (Setting("TACET_TEST_S3_ENDPOINT").empty()) return {};
  return {{"S3", [] { return std::make_unique<S3UnderTest>(); }}};
}

StoreKind MemoryKind() {
  return {"Memory", [] { return std::make_unique<MemoryUnderTest>(); }};
}

StoreKind DirectoryKind() {
  return {"Directory", [] { return std::make_unique<DirectoryUnderTest>(); }};
}

}  // namespace tacet::objectstore
