// Whatever a body holds, it is refused or read into a bounded tree, and the operations that read
// bodies answer.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "tacet/aws/checksum.h"
#include "tacet/base/check.h"
#include "tacet/base/clock.h"
#include "tacet/objectstore/memory_object_store.h"
#include "tacet/s3/s3_endpoint.h"
#include "tacet/s3/xml_reader.h"

namespace {

int Depth(const tacet::s3::XmlNode& node) {
  int deepest = 0;
  for (const tacet::s3::XmlNode& child : node.children) deepest = std::max(deepest, Depth(child));
  return deepest + 1;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const std::string_view root :
       {"Delete", "CompleteMultipartUpload", "CreateBucketConfiguration"}) {
    const auto parsed = tacet::s3::ParseXml(text, root);
    if (parsed) TACET_CHECK(Depth(*parsed) <= 8);
  }
  const tacet::FakeClock clock;
  tacet::objectstore::MemoryObjectStore store(&clock);
  TACET_CHECK(store.CreateBucket("media").has_value());
  const auto upload = store.CreateUpload({"media", "a"}, {}, false);
  TACET_CHECK(upload.has_value());
  const tacet::s3::S3Endpoint endpoint({}, store, clock);
  const struct {
    const char *method, *path;
    std::string query;
  } requests[] = {{"POST", "/media", "delete"},
                  {"POST", "/media/a", "uploadId=" + upload->upload_id},
                  {"PUT", "/other", ""}};
  for (const auto& one : requests) {
    tacet::http_server::HttpRequest request{
        .id = "1", .method = one.method, .path = one.path, .query = one.query};
    request.headers.Add("Content-MD5", tacet::aws::Base64Encode(tacet::aws::Hash(
                                           tacet::aws::HashAlgorithm::kMd5, text)));
    request.headers.Add("Content-Length", std::to_string(text.size()));
    request.content_length = static_cast<int64_t>(text.size());
    request.body = std::make_unique<tacet::StringSource>(std::string(text));
    const auto response = endpoint.Handle(
        request, {.identity = {.access_key_id = "AKID", .role = tacet::auth::Role::kAdmin}});
    TACET_CHECK(response.status == 200 || response.status == 400 || response.status == 404 ||
                response.status == 501)
        << response.status;
    const char* root = response.status >= 400              ? "Error"
                       : one.query == "delete"             ? "DeleteResult"
                       : std::string(one.path) == "/other" ? nullptr
                                                           : "CompleteMultipartUploadResult";
    if (root != nullptr) {
      TACET_CHECK(tacet::s3::ParseXml(response.body, root).has_value()) << response.body;
    }
  }
  return 0;
}
