// What every ObjectStore promises.
#include <filesystem>
#include <fstream>
#include <iterator>

#include "tacet/objectstore/contract_stores.h"

namespace tacet::objectstore {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class FailingSource : public ByteSource {
 public:
  explicit FailingSource(size_t good_bytes) : left_(good_bytes) {}
  Result<size_t> Read(std::span<char> buffer) override {
    if (left_ == 0) return MakeError(ErrorCode::kDeadlineExceeded, "the client is too slow");
    const size_t count = std::min(left_, buffer.size());
    std::fill_n(buffer.begin(), count, 'x');
    left_ -= count;
    return count;
  }

 private:
  size_t left_;
};

class ObjectStoreContractTest : public ::testing::TestWithParam<StoreKind> {
 protected:
  void SetUp() override {
    under_test_ = GetParam().make();
    store_ = &under_test_->store();
  }

  ObjectName Name(const std::string& key) const {
    return {under_test_->bucket(), under_test_->prefix() + key};
  }
  ListOptions Listing(const std::string& prefix = "") const {
    ListOptions options;
    options.prefix = under_test_->prefix() + prefix;
    return options;
  }
  // Without the test's own prefix.
  std::vector<std::string> Short(const std::vector<std::string>& names) const {
    std::vector<std::string> list;
    for (const std::string& name : names) list.push_back(name.substr(under_test_->prefix().size()));
    return list;
  }
  std::vector<std::string> Keys(const ObjectList& page) const {
    std::vector<std::string> keys;
    for (const ListedObject& object : page.objects) keys.push_back(object.key);
    return Short(keys);
  }

  std::unique_ptr<StoreUnderTest> under_test_;
  ObjectStore* store_ = nullptr;
};

TEST_P(ObjectStoreContractTest, GivesBackWhatWasPut) {
  PutOptions options;
  options.content_type = "audio/wav";
  options.headers = {{"cache-control", "no-store"}};
  options.metadata = {{"case", "A 7"}};
  options.content = ObjectContent::kTranscript;
  const Result<ObjectInfo> put = PutText(*store_, Name("call.wav"), "hello", options);
  ASSERT_TRUE(put) << ErrorText(put);
  EXPECT_EQ(put->etag, "5d41402abc4b2a76b9719d911017c592");  // the MD5 of hello

  const auto reader = store_->Get(Name("call.wav"));
  ASSERT_TRUE(reader) << ErrorText(reader);
  const Result<ObjectInfo> head = store_->Head(Name("call.wav"));
  ASSERT_TRUE(head) << ErrorText(head);
  for (const ObjectInfo& info : {(*reader)->info(), *head}) {
    EXPECT_EQ(info.size_bytes, 5);
    EXPECT_EQ(info.etag, put->etag);
    EXPECT_EQ(info.content_type, "audio/wav");
    EXPECT_EQ(info.headers.at("cache-control"), "no-store");
    EXPECT_THAT(info.metadata, ElementsAre(std::pair("case", "A 7")));
    EXPECT_EQ(info.content, ObjectContent::kTranscript);
    ASSERT_TRUE(info.checksum);
    EXPECT_EQ(info.checksum->algorithm, ChecksumAlgorithm::kCrc64Nvme);
    EXPECT_EQ(info.checksum->base64, "M3eFcAZSQlc=");
    EXPECT_FALSE(info.checksum->composite);
  }
  EXPECT_EQ(*ReadAll(**reader, 100), "hello");
}

TEST_P(ObjectStoreContractTest, SaysWhatIsMissing) {
  EXPECT_TRUE(store_->HeadBucket(under_test_->bucket()));
  EXPECT_THAT(store_->HeadBucket("no-such-bucket"), FailsWith(ErrorCode::kNotFound, "bucket"));
  EXPECT_THAT(store_->Head(Name("none")), FailsWith(ErrorCode::kNotFound, "object"));
  EXPECT_THAT(store_->Get(Name("none")), FailsWith(ErrorCode::kNotFound, "object"));
  EXPECT_THAT(store_->Get({"no-such-bucket", "a"}), FailsWith(ErrorCode::kNotFound, "bucket"));
  const Result<ObjectInfo> put = PutText(*store_, {"no-such-bucket", "a"}, "x");
  EXPECT_FALSE(put);
  if (under_test_->follows_amazon()) {
    EXPECT_THAT(put, FailsWith(ErrorCode::kNotFound, "bucket"));
  }
  EXPECT_THAT(store_->List("no-such-bucket", {}), FailsWith(ErrorCode::kNotFound, "bucket"));
}

TEST_P(ObjectStoreContractTest, KeepsAnEmptyObject) {
  ASSERT_TRUE(PutText(*store_, Name("empty"), ""));
  EXPECT_EQ(store_->Head(Name("empty"))->size_bytes, 0);
  EXPECT_EQ(*GetText(*store_, Name("empty")), "");
  EXPECT_THAT(GetText(*store_, Name("empty"), ByteRange{0, 1}),
              FailsWith(ErrorCode::kInvalidArgument, "range"));
}

TEST_P(ObjectStoreContractTest, GivesRanges) {
  const std::string bytes = SomeBytes((size_t{2} << 20) + 17);
  ASSERT_TRUE(PutText(*store_, Name("big"), bytes));
  constexpr int64_t kBlock = int64_t{1} << 20;
  const auto size = static_cast<int64_t>(bytes.size());
  for (const ByteRange& range : std::vector<ByteRange>{
           {0, 1}, {5, 9}, {kBlock - 1, kBlock + 1}, {kBlock, 2 * kBlock}, {size - 3, size}}) {
    const auto got = GetText(*store_, Name("big"), range);
    ASSERT_TRUE(got) << ErrorText(got);
    EXPECT_EQ(*got, bytes.substr(static_cast<size_t>(range.first),
                                 static_cast<size_t>(range.end - range.first)));
  }
  const auto reader = store_->Get(Name("big"), ByteRange{size - 2, size + 1000});
  ASSERT_TRUE(reader) << ErrorText(reader);
  EXPECT_EQ((*reader)->info().size_bytes, size) << "of the whole object";
  EXPECT_EQ(*ReadAll(**reader, 100), bytes.substr(bytes.size() - 2));
  EXPECT_THAT(GetText(*store_, Name("big"), ByteRange{size, size + 1}),
              FailsWith(ErrorCode::kInvalidArgument, "range"));
}

TEST_P(ObjectStoreContractTest, ReplacesAnObjectWholly) {
  PutOptions options;
  options.metadata = {{"a", "1"}};
  options.content = ObjectContent::kTranscript;
  ASSERT_TRUE(PutText(*store_, Name("a"), "first", options));
  ASSERT_TRUE(PutText(*store_, Name("a"), "second"));
  EXPECT_EQ(*GetText(*store_, Name("a")), "second");
  EXPECT_THAT(store_->Head(Name("a"))->metadata, IsEmpty());
  EXPECT_EQ(store_->Head(Name("a"))->content, ObjectContent::kOther);
}

TEST_P(ObjectStoreContractTest, TakesObjectsOfManyPieces) {
  const std::string bytes = SomeBytes((size_t{16} << 20) + 3);
  PutOptions options;
  options.content_type = "audio/wav";
  options.content = ObjectContent::kTranscript;
  for (const ChecksumAlgorithm algorithm :
       {ChecksumAlgorithm::kCrc64Nvme, ChecksumAlgorithm::kSha256}) {
    options.checksum = {algorithm, "", false};
    const Result<ObjectInfo> put = PutText(*store_, Name("big"), bytes, options);
    ASSERT_TRUE(put) << ErrorText(put);
    const Result<ObjectInfo> head = store_->Head(Name("big"));
    ASSERT_TRUE(head) << ErrorText(head);
    EXPECT_EQ(head->size_bytes, static_cast<int64_t>(bytes.size()));
    EXPECT_EQ(head->etag, put->etag);
    EXPECT_EQ(head->content_type, "audio/wav");
    EXPECT_EQ(head->content, ObjectContent::kTranscript);
    const Result<std::string> got = GetText(*store_, Name("big"));
    ASSERT_TRUE(got) << ErrorText(got);
    EXPECT_TRUE(*got == bytes);
  }
  options.checksum = {ChecksumAlgorithm::kCrc64Nvme, "M3eFcAZSQlc=", false};
  EXPECT_THAT(PutText(*store_, Name("other"), bytes, options),
              FailsWith(ErrorCode::kInvalidArgument, "checksum"));
  EXPECT_THAT(store_->Head(Name("other")), FailsWith(ErrorCode::kNotFound, "object"));
}

TEST_P(ObjectStoreContractTest, LeavesTheOldObjectWhenTheBodyFails) {
  ASSERT_TRUE(PutText(*store_, Name("a"), "old"));
  FailingSource source(3'000'000);
  EXPECT_THAT(store_->Put(Name("a"), source, {}),
              FailsWith(ErrorCode::kDeadlineExceeded, "the client"));
  EXPECT_EQ(*GetText(*store_, Name("a")), "old");
  FailingSource other(10);
  EXPECT_FALSE(store_->Put(Name("b"), other, {}));
  EXPECT_THAT(store_->Head(Name("b")), FailsWith(ErrorCode::kNotFound, "object"));
}

TEST_P(ObjectStoreContractTest, ComputesAndComparesEveryChecksum) {
  // Of "hello", each by Python's zlib, hashlib or a bitwise CRC.
  const std::vector<std::pair<ChecksumAlgorithm, std::string>> known = {
      {ChecksumAlgorithm::kCrc32, "NhCmhg=="},
      {ChecksumAlgorithm::kCrc32c, "mnG7TA=="},
      {ChecksumAlgorithm::kCrc64Nvme, "M3eFcAZSQlc="},
      {ChecksumAlgorithm::kSha1, "qvTGHdzF6KLavt4PO0gs2a6pQ00="},
      {ChecksumAlgorithm::kSha256, "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ="}};
  for (const auto& [algorithm, value] : known) {
    PutOptions options;
    options.checksum = {algorithm, "", false};
    Result<ObjectInfo> put = PutText(*store_, Name("sum"), "hello", options);
    ASSERT_TRUE(put) << ErrorText(put);
    ASSERT_TRUE(put->checksum);
    EXPECT_EQ(*put->checksum, (ObjectChecksum{algorithm, value, false}));
    EXPECT_EQ(store_->Head(Name("sum"))->checksum, put->checksum);
    options.checksum->base64 = value;
    EXPECT_TRUE(PutText(*store_, Name("sum"), "hello", options));
    EXPECT_THAT(PutText(*store_, Name("sum"), "hallo", options),
                FailsWith(ErrorCode::kInvalidArgument, "checksum"));
    EXPECT_EQ(*GetText(*store_, Name("sum")), "hello");
    options.checksum->base64 = "c2hvcnQ";
    EXPECT_THAT(PutText(*store_, Name("sum"), "hello", options),
                FailsWith(ErrorCode::kInvalidArgument, "checksum"));
  }
}

TEST_P(ObjectStoreContractTest, HoldsToConditions) {
  PutOptions absent;
  absent.only_if_absent = true;
  const Result<ObjectInfo> first = PutText(*store_, Name("a"), "first", absent);
  ASSERT_TRUE(first) << ErrorText(first);
  EXPECT_THAT(PutText(*store_, Name("a"), "second", absent),
              FailsWith(ErrorCode::kAlreadyExists, "precondition"));
  PutOptions over;
  over.only_over_etag = first->etag;
  EXPECT_THAT(PutText(*store_, Name("none"), "x", over), FailsWith(ErrorCode::kNotFound, "object"));
  ASSERT_TRUE(PutText(*store_, Name("a"), "third", over));
  EXPECT_THAT(PutText(*store_, Name("a"), "fourth", over),
              FailsWith(ErrorCode::kAlreadyExists, "precondition"));
  EXPECT_EQ(*GetText(*store_, Name("a")), "third");
}

TEST_P(ObjectStoreContractTest, DeletesAndSucceedsWhenThereIsNothing) {
  ASSERT_TRUE(PutText(*store_, Name("a"), "x"));
  EXPECT_TRUE(store_->Delete(Name("a")));
  EXPECT_TRUE(store_->Delete(Name("a")));
  EXPECT_THAT(store_->Head(Name("a")), FailsWith(ErrorCode::kNotFound, "object"));
  EXPECT_THAT(Keys(*store_->List(under_test_->bucket(), Listing())), IsEmpty());
}

TEST_P(ObjectStoreContractTest, TakesHostileKeysAsMereNames) {
  std::vector<std::string> keys = {
      "A",     "b",     "a b+c%20d&e?f#g",    "\xc3\xa4\xf0\x9f\x8e\xa7",
      "'\"<>", ".hid.", std::string(200, 'k')};
  if (under_test_->follows_amazon()) {
    for (const char* key : {"../../../etc/passwd", "..", "a//b", "a/../b", "a/", "a", "//"}) {
      keys.emplace_back(key);
    }
    keys.emplace_back(1024, 'l');
  }
  for (const std::string& key : keys) {
    const Result<ObjectInfo> put = PutText(*store_, Name(key), "of " + key);
    ASSERT_TRUE(put) << key << ": " << ErrorText(put);
  }
  for (const std::string& key : keys) EXPECT_EQ(*GetText(*store_, Name(key)), "of " + key);
  std::vector<std::string> sorted = keys;
  std::sort(sorted.begin(), sorted.end());
  EXPECT_EQ(Keys(*store_->List(under_test_->bucket(), Listing())), sorted);
}

TEST_P(ObjectStoreContractTest, RefusesKeysThatAreNone) {
  EXPECT_THAT(PutText(*store_, {under_test_->bucket(), ""}, "x"),
              FailsWith(ErrorCode::kInvalidArgument, "key"));
  EXPECT_THAT(PutText(*store_, Name(std::string("a\0b", 3)), "x"),
              FailsWith(ErrorCode::kInvalidArgument, "key"));
  EXPECT_THAT(PutText(*store_, Name("\xff"), "x"), FailsWith(ErrorCode::kInvalidArgument, "key"));
  EXPECT_THAT(PutText(*store_, Name(std::string(1025, 'k')), "x"),
              FailsWith(ErrorCode::kInvalidArgument, "key too long"));
}

TEST_P(ObjectStoreContractTest, ListsInPages) {
  for (const char* key : {"b/2", "a", "b/1", "c", "b/3/x", "d/1"}) {
    ASSERT_TRUE(PutText(*store_, Name(key), key));
  }
  ListOptions options = Listing();
  const Result<ObjectList> all = store_->List(under_test_->bucket(), options);
  ASSERT_TRUE(all) << ErrorText(all);
  EXPECT_THAT(Keys(*all), ElementsAre("a", "b/1", "b/2", "b/3/x", "c", "d/1"));
  EXPECT_FALSE(all->next_start_after);
  EXPECT_EQ(all->objects[1].info.size_bytes, 3);
  EXPECT_EQ(all->objects[0].info.etag, "0cc175b9c0f1b6a831c399e269772661");  // the MD5 of a

  EXPECT_THAT(Keys(*store_->List(under_test_->bucket(), Listing("b/"))),
              ElementsAre("b/1", "b/2", "b/3/x"));

  options.delimiter = "/";
  const ObjectList rolled = *store_->List(under_test_->bucket(), options);
  EXPECT_THAT(Keys(rolled), ElementsAre("a", "c"));
  EXPECT_THAT(Short(rolled.common_prefixes), ElementsAre("b/", "d/"));

  options.max_keys = 1;
  std::vector<std::string> seen;
  while (true) {
    const Result<ObjectList> page = store_->List(under_test_->bucket(), options);
    ASSERT_TRUE(page) << ErrorText(page);
    ASSERT_EQ(page->objects.size() + page->common_prefixes.size(), 1u);
    for (const std::string& key : Keys(*page)) seen.push_back(key);
    for (const std::string& prefix : Short(page->common_prefixes)) seen.push_back(prefix);
    if (!page->next_start_after) break;
    ASSERT_LT(seen.size(), 10u);
    options.start_after = *page->next_start_after;
  }
  EXPECT_THAT(seen, ElementsAre("a", "b/", "c", "d/"));

  ListOptions after = Listing();
  after.start_after = Name("b/2").key;
  EXPECT_THAT(Keys(*store_->List(under_test_->bucket(), after)), ElementsAre("b/3/x", "c", "d/1"));
}

TEST_P(ObjectStoreContractTest, CopiesIntoAFile) {
  const Result<TempDir> dir = TempDir::Create();
  ASSERT_TRUE(dir);
  const std::string path = dir->path() + "/copy";
  const std::string bytes = SomeBytes(700'000);
  ASSERT_TRUE(PutText(*store_, Name("a"), bytes));
  const Result<ObjectInfo> got = GetToFile(*store_, Name("a"), path, 700'000, nullptr);
  ASSERT_TRUE(got) << ErrorText(got);
  std::ifstream stream(path, std::ios::binary);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(stream), {}), bytes);
  EXPECT_EQ(std::filesystem::status(path).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);

  EXPECT_THAT(GetToFile(*store_, Name("a"), path + "2", 699'999, nullptr),
              FailsWith(ErrorCode::kResourceExhausted, "object"));
  CancelToken cancel;
  cancel.Cancel();
  EXPECT_THAT(GetToFile(*store_, Name("a"), path + "2", 700'000, &cancel),
              FailsWith(ErrorCode::kCancelled, ""));
  EXPECT_FALSE(std::filesystem::exists(path + "2"));
}

TEST_P(ObjectStoreContractTest, FindsEverythingAgainAfterAStart) {
  if (!under_test_->Reopen()) GTEST_SKIP() << GetParam().name << " keeps nothing itself";
  store_ = &under_test_->store();
  PutOptions options;
  options.metadata = {{"a", "\xc3\xa4"}};
  options.content = ObjectContent::kRedactedTranscript;
  ASSERT_TRUE(PutText(*store_, Name("a/b"), SomeBytes(3'000'000), options));
  ASSERT_TRUE(PutText(*store_, Name("empty"), ""));
  ASSERT_TRUE(PutText(*store_, Name("gone"), "x"));
  ASSERT_TRUE(store_->Delete(Name("gone")));
  const ObjectInfo before = *store_->Head(Name("a/b"));
  ASSERT_TRUE(under_test_->Reopen());
  store_ = &under_test_->store();
  EXPECT_THAT(Keys(*store_->List(under_test_->bucket(), Listing())), ElementsAre("a/b", "empty"));
  const Result<ObjectInfo> after = store_->Head(Name("a/b"));
  ASSERT_TRUE(after) << ErrorText(after);
  EXPECT_EQ(after->etag, before.etag);
  EXPECT_EQ(after->last_modified, before.last_modified);
  EXPECT_EQ(after->checksum, before.checksum);
  EXPECT_EQ(after->metadata, before.metadata);
  EXPECT_EQ(after->content, ObjectContent::kRedactedTranscript);
  EXPECT_EQ(*GetText(*store_, Name("a/b")), SomeBytes(3'000'000));
}

INSTANTIATE_TEST_SUITE_P(Stores, ObjectStoreContractTest,
                         ::testing::Values(MemoryKind(), DirectoryKind()), KindName);
INSTANTIATE_TEST_SUITE_P(Peer, ObjectStoreContractTest, ::testing::ValuesIn(S3Kinds()), KindName);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(ObjectStoreContractTest);

}  // namespace
}  // namespace tacet::objectstore
