#include "tacet/s3/operations.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "tacet/s3/endpoint_fixture.h"

namespace tacet::s3 {
namespace {

class OperationsTest : public EndpointTest {
 protected:
  // The operation's name, or the refusal's code in brackets.
  std::string Find(const std::string& method, const std::string& target,
                   const HeaderPairs& headers = {}) {
    http_server::HttpRequest request = Request(method, target, headers, "");
    S3Call call{.store = store_,
                .options = options_,
                .clock = clock_,
                .identity = identity_,
                .http = request};
    const std::string path = request.path.substr(1);
    call.bucket = path.substr(0, path.find('/'));
    if (call.bucket.size() < path.size()) call.key = path.substr(call.bucket.size() + 1);
    call.query = aws::ParseQuery(request.query).value();
    const S3Result<const Operation*> found = FindOperation(call);
    if (found) return std::string((*found)->name);
    return "(" + std::string(Facts(found.error().code).name) + ")";
  }
};

TEST_F(OperationsTest, EveryRequestIsItsOperation) {
  const struct {
    std::string method, target, operation;
    HeaderPairs headers = {};
  } cases[] = {
      {"GET", "/", "ListBuckets"},
      {"GET", "/?x-id=ListBuckets", "ListBuckets"},
      {"GET", "/?max-buckets=10", "ListBuckets"},
      {"GET", "/media", "ListObjects"},
      {"GET", "/media?prefix=a&marker=b&max-keys=3&encoding-type=url", "ListObjects"},
      {"GET", "/media?list-type=2&prefix=a%2F&delimiter=%2F&start-after=b", "ListObjectsV2"},
      {"GET", "/media?location", "GetBucketLocation"},
      {"GET", "/media?location=", "GetBucketLocation"},
      {"GET", "/media?uploads", "ListMultipartUploads"},
      {"GET", "/media?versioning", "GetBucketVersioning"},
      {"GET", "/media?acl", "GetBucketAcl"},
      {"GET", "/media?policy", "GetBucketPolicy"},
      {"HEAD", "/media", "HeadBucket"},
      {"PUT", "/media", "CreateBucket"},
      {"DELETE", "/media", "DeleteBucket"},
      {"POST", "/media?delete", "DeleteObjects"},
      {"GET", "/media/a", "GetObject"},
      {"GET", "/media/a?response-content-type=text%2Fplain&versionId=null", "GetObject"},
      {"GET", "/media/a?partNumber=1", "GetObject"},
      {"GET", "/media/a?attributes", "GetObjectAttributes"},
      {"GET", "/media/a?tagging", "GetObjectTagging"},
      {"GET", "/media/a?acl", "GetObjectAcl"},
      {"GET", "/media/a?uploadId=u&max-parts=2", "ListParts"},
      {"HEAD", "/media/a", "HeadObject"},
      {"PUT", "/media/a", "PutObject"},
      {"PUT", "/media/a?x-id=PutObject", "PutObject"},
      {"PUT", "/media/a", "CopyObject", {{"X-Amz-Copy-Source", "media/b"}}},
      {"PUT", "/media/a?partNumber=1&uploadId=u", "UploadPart"},
      {"PUT", "/media/a?partNumber=1&uploadId=u", "UploadPartCopy", {{"x-amz-copy-source", "m/b"}}},
      {"POST", "/media/a?uploads", "CreateMultipartUpload"},
      {"POST", "/media/a?uploads=", "CreateMultipartUpload"},
      {"POST", "/media/a?uploadId=u", "CompleteMultipartUpload"},
      {"DELETE", "/media/a?uploadId=u", "AbortMultipartUpload"},
      {"DELETE", "/media/a", "DeleteObject"},
      // Signatures in the query are for no operation.
      {"GET",
       "/media/a?X-Amz-Algorithm=A&X-Amz-Credential=B&X-Amz-Date=C&X-Amz-Expires=1"
       "&X-Amz-SignedHeaders=host&X-Amz-Signature=D",
       "GetObject"},
      {"GET", "/media/a?AWSAccessKeyId=A&Expires=1&Signature=B", "GetObject"},
      // What is not supported is never the plain operation.
      {"GET", "/media?versions", "(NotImplemented)"},
      {"GET", "/media?list-type=3", "(NotImplemented)"},
      {"GET", "/media?inventory&id=1", "(NotImplemented)"},
      {"GET", "/media?newfeature", "(NotImplemented)"},
      {"PUT", "/media?versioning", "(NotImplemented)"},
      {"PUT", "/media?acl", "(NotImplemented)"},
      {"PUT", "/media?policy", "(NotImplemented)"},
      {"PUT", "/media?lifecycle", "(NotImplemented)"},
      {"PUT", "/media?encryption", "(NotImplemented)"},
      {"DELETE", "/media?policy", "(NotImplemented)"},
      {"DELETE", "/media?tagging", "(NotImplemented)"},
      {"DELETE", "/media?lifecycle", "(NotImplemented)"},
      {"DELETE", "/media?newfeature", "(NotImplemented)"},
      {"PUT", "/media/a?acl", "(NotImplemented)"},
      {"PUT", "/media/a?tagging", "(NotImplemented)"},
      {"PUT", "/media/a?legal-hold", "(NotImplemented)"},
      {"PUT", "/media/a?retention", "(NotImplemented)"},
      {"PUT", "/media/a?uploadId=u", "(NotImplemented)"},
      {"PUT", "/media/a?partNumber=1", "(NotImplemented)"},
      {"PUT", "/media/a?renameObject", "(NotImplemented)"},
      {"PUT", "/media/a?uploads", "(NotImplemented)"},
      {"DELETE", "/media/a?tagging", "(NotImplemented)"},
      {"GET", "/media/a?torrent", "(NotImplemented)"},
      {"GET", "/media/a?retention", "(NotImplemented)"},
      {"POST", "/media/a?restore", "(NotImplemented)"},
      {"POST", "/media/a?select&select-type=2", "(NotImplemented)"},
      {"HEAD", "/media?location", "(NotImplemented)"},
      {"HEAD", "/media/a?tagging", "(NotImplemented)"},
      {"GET", "/?location", "(NotImplemented)"},
      // Methods that mean nothing there.
      {"POST", "/", "(MethodNotAllowed)"},
      {"PUT", "/", "(MethodNotAllowed)"},
      {"POST", "/media", "(MethodNotAllowed)"},
      {"POST", "/media/a", "(MethodNotAllowed)"},
      {"PATCH", "/media/a", "(MethodNotAllowed)"},
      {"OPTIONS", "/media/a", "(MethodNotAllowed)"},
      {"get", "/media/a", "(MethodNotAllowed)"},
      {"TRACE", "/", "(MethodNotAllowed)"},
  };
  for (const auto& test : cases) {
    EXPECT_EQ(Find(test.method, test.target, test.headers), test.operation)
        << test.method << " " << test.target;
  }
}

TEST_F(OperationsTest, NamesWhatIsNotSupported) {
  const Answer answer = Send("PUT", "/media?lifecycle");
  EXPECT_EQ(answer.status, 501);
  EXPECT_EQ(answer.Code(), "NotImplemented");
  EXPECT_NE(answer.body.find("'lifecycle' of PUT of a bucket"), std::string::npos) << answer.body;
}

TEST_F(OperationsTest, EveryNameIsThereOnce) {
  std::set<std::string_view> names;
  for (const Operation& operation : Operations()) {
    EXPECT_TRUE(names.insert(operation.name).second) << operation.name;
  }
}

}  // namespace
}  // namespace tacet::s3
