// Whatever an S3 endpoint answers, reading it ends, and a list has only what a list may have.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "tacet/base/check.h"
#include "tacet/objectstore/s3_answer_xml.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view xml(reinterpret_cast<const char*>(data), size);
  const tacet::Result<tacet::objectstore::S3ListPage> page = tacet::objectstore::ParseS3List(xml);
  if (page) {
    for (const auto& object : page->list.objects) {
      TACET_CHECK(!object.key.empty() && object.info.size_bytes >= 0);
    }
  }
  TACET_CHECK(tacet::objectstore::ParseS3ErrorCode(xml).size() <= 64);
  if (const auto id = tacet::objectstore::ParseS3UploadId(xml)) TACET_CHECK(!id->empty());
  if (const auto etag = tacet::objectstore::ParseS3CompletedEtag(xml)) TACET_CHECK(!etag->empty());
  return 0;
}
