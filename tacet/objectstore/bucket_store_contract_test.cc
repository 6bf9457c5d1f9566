// What every BucketStore promises beside what every ObjectStore does.
#include <algorithm>
#include <thread>

#include "tacet/aws/checksum.h"
#include "tacet/aws/encoding.h"
#include "tacet/objectstore/contract_stores.h"
#include "tacet/objectstore/multipart_rules.h"

namespace tacet::objectstore {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr size_t kPart = size_t{5} << 20;

std::string Base64Of(aws::HashAlgorithm algorithm, std::string_view bytes) {
  return aws::Base64Encode(aws::Hash(algorithm, bytes));
}

class BucketStoreContractTest : public ::testing::TestWithParam<StoreKind> {
 protected:
  void SetUp() override {
    under_test_ = GetParam().make();
    ASSERT_NE(under_test_, nullptr);
    store_ = under_test_->buckets();
    ASSERT_NE(store_, nullptr);
  }

  PartInfo PutPart(const UploadInfo& upload, int number, std::string bytes,
                   const std::optional<ObjectChecksum>& checksum = {}) {
    StringSource source(std::move(bytes));
    Result<PartInfo> part = store_->PutPart(upload, number, source, checksum);
    EXPECT_TRUE(part) << ErrorText(part);
    return part ? *part : PartInfo{};
  }
  UploadInfo Begin(const ObjectName& name, const PutOptions& options = {}, bool composite = false) {
    Result<UploadInfo> upload = store_->CreateUpload(name, options, composite);
    EXPECT_TRUE(upload) << ErrorText(upload);
    return upload ? *upload : UploadInfo{};
  }

  const ObjectName name_ = {"media", "call.wav"};
  std::unique_ptr<StoreUnderTest> under_test_;
  BucketStore* store_ = nullptr;
};

TEST_P(BucketStoreContractTest, MakesListsAndDeletesBuckets) {
  ASSERT_TRUE(store_->CreateBucket("a-b.c1"));
  EXPECT_THAT(store_->CreateBucket("a-b.c1"), FailsWith(ErrorCode::kAlreadyExists, "bucket"));
  std::vector<std::string> names;
  const std::vector<BucketInfo> buckets = *store_->ListBuckets();
  for (const BucketInfo& bucket : buckets) names.push_back(bucket.name);
  EXPECT_THAT(names, ElementsAre("a-b.c1", "media"));

  ASSERT_TRUE(PutText(*store_, {"a-b.c1", "k"}, "x"));
  EXPECT_THAT(store_->DeleteBucket("a-b.c1"), FailsWith(ErrorCode::kAlreadyExists, "not empty"));
  ASSERT_TRUE(store_->Delete({"a-b.c1", "k"}));
  EXPECT_TRUE(store_->DeleteBucket("a-b.c1"));
  EXPECT_THAT(store_->DeleteBucket("a-b.c1"), FailsWith(ErrorCode::kNotFound, "bucket"));
  EXPECT_THAT(PutText(*store_, {"a-b.c1", "k"}, "x"), FailsWith(ErrorCode::kNotFound, "bucket"));
  EXPECT_TRUE(store_->CreateBucket("a-b.c1"));
  EXPECT_THAT(store_->List("a-b.c1", {})->objects, IsEmpty());
}

TEST_P(BucketStoreContractTest, RefusesBucketNamesAgainstTheRules) {
  for (const char* name : {"", "ab", "..", "../x", "a/b", "Aaa", "a_b", "-abc", "abc-", ".abc",
                           "abc.", "a..b", "192.168.5.4", "a b", "\xc3\xa4\xc3\xa4"}) {
    EXPECT_THAT(store_->CreateBucket(name), FailsWith(ErrorCode::kInvalidArgument, "bucket name"))
        << name;
  }
  EXPECT_FALSE(store_->CreateBucket(std::string(64, 'a')));
  EXPECT_FALSE(store_->CreateBucket(std::string("abc\0d", 5)));
  EXPECT_TRUE(store_->CreateBucket(std::string(63, 'a')));
}

TEST_P(BucketStoreContractTest, CopiesWithWhatBelongsToTheObject) {
  PutOptions options;
  options.content_type = "audio/wav";
  options.metadata = {{"a", "1"}};
  options.content = ObjectContent::kTranscript;
  const ObjectInfo source = *PutText(*store_, name_, "hello", options);
  const Result<ObjectInfo> copy = store_->Copy(name_, {"media", "copy"}, {});
  ASSERT_TRUE(copy) << ErrorText(copy);
  EXPECT_EQ(copy->etag, source.etag);
  EXPECT_EQ(copy->checksum, source.checksum);
  EXPECT_EQ(copy->content_type, "audio/wav");
  EXPECT_EQ(copy->metadata, options.metadata);

  PutOptions other;
  other.content_type = "text/plain";
  other.checksum = {ChecksumAlgorithm::kSha256, "", false};
  const Result<ObjectInfo> changed = store_->Copy(name_, name_, other);
  ASSERT_TRUE(changed) << ErrorText(changed);
  EXPECT_EQ(changed->content_type, "text/plain");
  EXPECT_THAT(changed->metadata, IsEmpty());
  EXPECT_EQ(changed->content, ObjectContent::kTranscript) << "whatever the client says";
  EXPECT_EQ(changed->checksum->base64, Base64Of(aws::HashAlgorithm::kSha256, "hello"));

  ASSERT_TRUE(store_->Delete(name_));
  EXPECT_EQ(*GetText(*store_, {"media", "copy"}), "hello") << "the copy stands alone";
  EXPECT_THAT(store_->Copy(name_, {"media", "x"}, {}), FailsWith(ErrorCode::kNotFound, "object"));
}

TEST_P(BucketStoreContractTest, JoinsPartsInTheOrderOfTheirNumbers) {
  PutOptions options;
  options.content_type = "audio/wav";
  options.metadata = {{"a", "1"}};
  const UploadInfo upload = Begin(name_, options);
  const std::string one = SomeBytes(kPart, 1);
  const std::string two = SomeBytes(kPart + 3, 2);
  const PartInfo second = PutPart(upload, 7, two);
  const PartInfo last = PutPart(upload, 9, "end");
  PutPart(upload, 2, "to be replaced");
  const PartInfo first = PutPart(upload, 2, one);
  PutPart(upload, 8, "not named in the end");
  EXPECT_EQ(first.etag, aws::HexEncode(aws::Hash(aws::HashAlgorithm::kMd5, one)));
  EXPECT_THAT(*store_->ListParts(upload), SizeIs(4));
  EXPECT_THAT(store_->Head(name_), FailsWith(ErrorCode::kNotFound, "object"));

  const Result<ObjectInfo> done = store_->CompleteUpload(
      upload, {{2, first.etag, {}}, {7, second.etag, {}}, {9, last.etag, {}}}, {}, {});
  ASSERT_TRUE(done) << ErrorText(done);
  const std::string all = one + two + "end";
  EXPECT_EQ(done->size_bytes, static_cast<int64_t>(all.size()));
  std::string digests;
  for (const std::string& part : {one, two, std::string("end")}) {
    digests += aws::Hash(aws::HashAlgorithm::kMd5, part);
  }
  EXPECT_EQ(done->etag, aws::HexEncode(aws::Hash(aws::HashAlgorithm::kMd5, digests)) + "-3");
  EXPECT_EQ(done->checksum->base64, Base64Of(aws::HashAlgorithm::kCrc64Nvme, all));
  EXPECT_EQ(done->content_type, "audio/wav");
  EXPECT_EQ(done->metadata, options.metadata);
  EXPECT_EQ(*GetText(*store_, name_), all);
  const auto begin = static_cast<int64_t>(kPart) - 2;
  EXPECT_EQ(*GetText(*store_, name_, ByteRange{begin, begin + 5}), all.substr(kPart - 2, 5));
  const auto end = static_cast<int64_t>(all.size());
  EXPECT_EQ(*GetText(*store_, name_, ByteRange{end - 4, end}), all.substr(all.size() - 4));
  EXPECT_THAT(store_->FindUpload(name_, upload.upload_id),
              FailsWith(ErrorCode::kNotFound, "upload"));

  const Result<ObjectInfo> copy = store_->Copy(name_, {"media", "copy"}, {});
  ASSERT_TRUE(copy) << ErrorText(copy);
  EXPECT_EQ(copy->etag, aws::HexEncode(aws::Hash(aws::HashAlgorithm::kMd5, all)));
  EXPECT_EQ(*GetText(*store_, {"media", "copy"}), all);
}

TEST_P(BucketStoreContractTest, GivesFullAndCompositeChecksumsOfParts) {
  const std::string one = SomeBytes(kPart, 3);
  const std::string two = SomeBytes(12'345, 4);
  for (const auto& [algorithm, composite] :
       std::vector<std::pair<ChecksumAlgorithm, bool>>{{ChecksumAlgorithm::kCrc32, false},
                                                       {ChecksumAlgorithm::kCrc32, true},
                                                       {ChecksumAlgorithm::kCrc32c, false},
                                                       {ChecksumAlgorithm::kCrc32c, true},
                                                       {ChecksumAlgorithm::kCrc64Nvme, false},
                                                       {ChecksumAlgorithm::kSha1, true},
                                                       {ChecksumAlgorithm::kSha256, true}}) {
    const aws::HashAlgorithm hash = HashOf(algorithm);
    const std::string plain = composite
                                  ? Base64Of(hash, aws::Hash(hash, one) + aws::Hash(hash, two))
                                  : Base64Of(hash, one + two);
    PutOptions options;
    options.checksum = {algorithm, "", false};
    const UploadInfo upload = Begin(name_, options, composite);
    const ObjectChecksum of_one = {algorithm, Base64Of(hash, one), false};
    PutPart(upload, 1, one, of_one);
    PutPart(upload, 2, two);
    ObjectChecksum wrong = {algorithm, Base64Of(hash, "other"), composite};
    EXPECT_THAT(store_->CompleteUpload(upload, {{1, "", of_one}, {2, "", {}}}, wrong, {}),
                FailsWith(ErrorCode::kInvalidArgument, "checksum"));
    EXPECT_THAT(store_->CompleteUpload(upload, {{1, "", of_one}, {2, "", of_one}}, {}, {}),
                FailsWith(ErrorCode::kInvalidArgument, "part"));
    const ObjectChecksum given = {algorithm, plain, composite};
    const auto done = store_->CompleteUpload(upload, {{1, "", of_one}, {2, "", {}}}, given, {});
    ASSERT_TRUE(done) << ErrorText(done);
    EXPECT_EQ(done->checksum->base64, composite ? plain + "-2" : plain);
    EXPECT_EQ(done->checksum->composite, composite);
  }
}

TEST_P(BucketStoreContractTest, RefusesWhatIsNoUploadInParts) {
  PutOptions options;
  options.checksum = {ChecksumAlgorithm::kSha256, "", false};
  EXPECT_THAT(store_->CreateUpload(name_, options, false),
              FailsWith(ErrorCode::kInvalidArgument, "checksum"));
  options.checksum->algorithm = ChecksumAlgorithm::kCrc64Nvme;
  EXPECT_THAT(store_->CreateUpload(name_, options, true),
              FailsWith(ErrorCode::kInvalidArgument, "checksum"));

  const UploadInfo upload = Begin(name_, options);
  StringSource source("x");
  EXPECT_THAT(store_->PutPart(upload, 0, source, {}),
              FailsWith(ErrorCode::kInvalidArgument, "part number"));
  EXPECT_THAT(store_->PutPart(upload, 10'001, source, {}),
              FailsWith(ErrorCode::kInvalidArgument, "part number"));
  EXPECT_THAT(
      store_->PutPart(upload, 1, source, ObjectChecksum{ChecksumAlgorithm::kCrc32, "", false}),
      FailsWith(ErrorCode::kInvalidArgument, "checksum"));
  EXPECT_THAT(store_->PutPart(upload, 1, source,
                              ObjectChecksum{ChecksumAlgorithm::kCrc64Nvme, "M3eFcAZSQlc=", false}),
              FailsWith(ErrorCode::kInvalidArgument, "checksum"));

  PutPart(upload, 1, "small");
  const PartInfo two = PutPart(upload, 2, "end");
  const auto complete = [&](const std::vector<CompletedPart>& parts) {
    return store_->CompleteUpload(upload, parts, {}, {});
  };
  EXPECT_THAT(complete({}), FailsWith(ErrorCode::kInvalidArgument, "part"));
  EXPECT_THAT(complete({{2, "", {}}, {1, "", {}}}),
              FailsWith(ErrorCode::kInvalidArgument, "order"));
  EXPECT_THAT(complete({{1, "", {}}, {1, "", {}}}),
              FailsWith(ErrorCode::kInvalidArgument, "order"));
  EXPECT_THAT(complete({{1, "", {}}, {3, "", {}}}), FailsWith(ErrorCode::kInvalidArgument, "part"));
  EXPECT_THAT(complete({{1, two.etag, {}}}), FailsWith(ErrorCode::kInvalidArgument, "part"));
  EXPECT_THAT(complete({{1, "", {}}, {2, "", {}}}),
              FailsWith(ErrorCode::kInvalidArgument, "too small"));
  PutOptions absent;
  absent.only_if_absent = true;
  ASSERT_TRUE(PutText(*store_, name_, "there"));
  EXPECT_THAT(store_->CompleteUpload(upload, {{2, "", {}}}, {}, absent),
              FailsWith(ErrorCode::kAlreadyExists, "precondition"));
  EXPECT_TRUE(complete({{2, two.etag, {}}})) << "the upload stayed open";
  EXPECT_EQ(*GetText(*store_, name_), "end");
}

TEST_P(BucketStoreContractTest, ForgetsAbortedUploads) {
  const UploadInfo upload = Begin(name_);
  const UploadInfo other = Begin({"media", "b"});
  PutPart(upload, 1, "x");
  EXPECT_THAT(*store_->ListUploads("media"), SizeIs(2));
  EXPECT_EQ(store_->ListUploads("media")->front().upload_id, other.upload_id) << "by key";
  EXPECT_THAT(store_->FindUpload({"media", "b"}, upload.upload_id),
              FailsWith(ErrorCode::kNotFound, "upload"))
      << "another object's";
  EXPECT_TRUE(store_->AbortUpload(upload));
  EXPECT_THAT(store_->AbortUpload(upload), FailsWith(ErrorCode::kNotFound, "upload"));
  StringSource source("x");
  EXPECT_THAT(store_->PutPart(upload, 1, source, {}), FailsWith(ErrorCode::kNotFound, "upload"));
  EXPECT_THAT(store_->ListParts(upload), FailsWith(ErrorCode::kNotFound, "upload"));
  EXPECT_THAT(store_->CompleteUpload(upload, {{1, "", {}}}, {}, {}),
              FailsWith(ErrorCode::kNotFound, "upload"));
  ASSERT_TRUE(store_->DeleteBucket("media"));
  EXPECT_THAT(store_->FindUpload({"media", "b"}, other.upload_id),
              FailsWith(ErrorCode::kNotFound, "bucket"));
}

TEST_P(BucketStoreContractTest, GoesOnWithAnUploadAfterAStart) {
  PutOptions options;
  options.checksum = {ChecksumAlgorithm::kSha256, "", false};
  options.content = ObjectContent::kTranscript;
  const UploadInfo upload = Begin(name_, options, true);
  const PartInfo one = PutPart(upload, 1, SomeBytes(kPart));
  if (!under_test_->Reopen()) GTEST_SKIP() << GetParam().name << " keeps nothing itself";
  store_ = under_test_->buckets();
  const Result<UploadInfo> found = store_->FindUpload(name_, upload.upload_id);
  ASSERT_TRUE(found) << ErrorText(found);
  EXPECT_EQ(found->checksum_algorithm, ChecksumAlgorithm::kSha256);
  EXPECT_TRUE(found->checksum_composite);
  PutPart(*found, 2, "end");
  const auto done = store_->CompleteUpload(*found, {{1, one.etag, {}}, {2, "", {}}}, {}, {});
  ASSERT_TRUE(done) << ErrorText(done);
  EXPECT_EQ(done->content, ObjectContent::kTranscript);
  ASSERT_TRUE(under_test_->Reopen());
  store_ = under_test_->buckets();
  EXPECT_EQ(*GetText(*store_, name_), SomeBytes(kPart) + "end");
}

// Each value of an object is one letter throughout, so that a torn read shows.
TEST_P(BucketStoreContractTest, ReadersSeeWholeObjectsWhileManyWrite) {
  constexpr int kRounds = 12;
  ASSERT_TRUE(PutText(*store_, name_, std::string(1000, 'a')));
  std::vector<std::thread> threads;
  for (int writer = 0; writer < 3; ++writer) {
    threads.emplace_back([this, writer] {
      for (int i = 0; i < kRounds; ++i) {
        const char letter = static_cast<char>('a' + (writer * kRounds + i) % 26);
        EXPECT_TRUE(PutText(*store_, name_, std::string(static_cast<size_t>(1000 + i), letter)));
        const ObjectName own = {"media", "own-" + std::to_string(writer)};
        EXPECT_TRUE(store_->Copy(name_, own, {}));
        EXPECT_TRUE(store_->Delete(own));
        const UploadInfo upload = Begin(own);
        PutPart(upload, 1, "x");
        EXPECT_TRUE(store_->CompleteUpload(upload, {{1, "", {}}}, {}, {}));
      }
    });
  }
  for (int reader = 0; reader < 2; ++reader) {
    threads.emplace_back([this] {
      for (int i = 0; i < kRounds * 10; ++i) {
        const Result<std::string> text = GetText(*store_, name_);
        ASSERT_TRUE(text) << ErrorText(text);
        EXPECT_EQ(text->find_first_not_of(text->front()), std::string::npos);
        EXPECT_TRUE(store_->List("media", {}));
        EXPECT_TRUE(store_->ListUploads("media"));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(*store_->ListUploads("media"), IsEmpty());
  EXPECT_THAT(store_->List("media", {})->objects, SizeIs(4));
}

INSTANTIATE_TEST_SUITE_P(Stores, BucketStoreContractTest,
                         ::testing::Values(MemoryKind(), DirectoryKind()), KindName);

}  // namespace
}  // namespace tacet::objectstore
