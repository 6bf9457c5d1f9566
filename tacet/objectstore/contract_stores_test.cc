#include "tacet/objectstore/contract_stores.h"

#include <cstdlib>

#include "tacet/base/random.h"
#include "tacet/objectstore/directory_object_store.h"
#include "tacet/objectstore/memory_object_store.h"

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

}  // namespace

StoreKind MemoryKind() {
  return {"Memory", [] { return std::make_unique<MemoryUnderTest>(); }};
}

StoreKind DirectoryKind() {
  return {"Directory", [] { return std::make_unique<DirectoryUnderTest>(); }};
}

}  // namespace tacet::objectstore
