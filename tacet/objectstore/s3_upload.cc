#include "tacet/objectstore/s3_upload.h"

#include <utility>

#include "tacet/aws/checksum.h"
#include "tacet/base/log.h"
#include "tacet/objectstore/body_digest.h"
#include "tacet/objectstore/crc_combine.h"
#include "tacet/objectstore/fill_buffer.h"
#include "tacet/objectstore/multipart_rules.h"
#include "tacet/objectstore/object_rules.h"
#include "tacet/objectstore/s3_answer_xml.h"
#include "tacet/objectstore/s3_object_headers.h"

namespace tacet::objectstore {
namespace {

using http_client::ExchangeAnswer;
using http_client::Header;

constexpr size_t kPartBytes = size_t{16} << 20;

Header ChecksumHeaderOf(const ObjectChecksum& checksum) {
  return {std::string(aws::ChecksumHeader(HashOf(checksum.algorithm))), checksum.base64};
}

// One upload in parts, aborted unless it is completed.
class PartedUpload {
 public:
  PartedUpload(const S3Requester& requester, const ObjectName& name, ChecksumAlgorithm algorithm)
      : requester_(requester), name_(name), algorithm_(algorithm) {}
  PartedUpload(const PartedUpload&) = delete;
  PartedUpload& operator=(const PartedUpload&) = delete;
  ~PartedUpload() {
    if (id_.empty() || completed_) return;
    S3Request request = Request("DELETE", {{"uploadId", id_}});
    if (const auto aborted = requester_.Send(request); !aborted) {
      LogError(LogLevel::kWarning, "objectstore.upload_left", aborted.error());
    }
  }

  Status Begin(const PutOptions& options) {
    S3Request request = Request("POST", {{"uploads", ""}});
    request.headers = DescribeObject(options);
    request.headers.push_back(
        {"x-amz-checksum-algorithm", std::string(aws::HashAlgorithmName(HashOf(algorithm_)))});
    request.headers.push_back({"x-amz-checksum-type", composite() ? "COMPOSITE" : "FULL_OBJECT"});
    request.body = "";
    ASSIGN_OR_RETURN(const ExchangeAnswer answer, requester_.Send(request));
    ASSIGN_OR_RETURN(id_, ParseS3UploadId(answer.body));
    return {};
  }

  Status PutPart(std::string_view bytes) {
    if (parts_.size() >= kMaxParts) {
      return MakeError(ErrorCode::kInvalidArgument, "the object is larger than 10,000 parts hold");
    }
    BodyDigest digest(algorithm_, {});
    digest.Update(bytes);
    RETURN_IF_ERROR(digest.Finish());
    S3Request request =
        Request("PUT", {{"partNumber", std::to_string(parts_.size() + 1)}, {"uploadId", id_}});
    request.headers.push_back(ChecksumHeaderOf(digest.checksum()));
    request.body = bytes;
    ASSIGN_OR_RETURN(const ExchangeAnswer answer, requester_.Send(request));
    parts_.push_back({digest.size_bytes(), digest.etag(), digest.checksum()});
    etags_.push_back(UnquoteEtag(answer.head.Get("etag")));
    return {};
  }

  // The object's ETag and checksum.
  Result<std::pair<std::string, ObjectChecksum>> Complete(const PutOptions& options) {
    std::string xml = "<CompleteMultipartUpload xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">";
    for (size_t i = 0; i < parts_.size(); ++i) {
      const std::string tag = "Checksum" + std::string(aws::HashAlgorithmName(HashOf(algorithm_)));
      xml += "<Part><PartNumber>" + std::to_string(i + 1) + "</PartNumber><ETag>&quot;" +
             EscapeXml(etags_[i]) + "&quot;</ETag><" + tag + ">" + parts_[i].checksum.base64 +
             "</" + tag + "></Part>";
    }
    xml += "</CompleteMultipartUpload>";
    const ObjectChecksum checksum = MultipartChecksum(algorithm_, composite(), parts_);
    S3Request request = Request("POST", {{"uploadId", id_}});
    request.headers = ConditionHeaders(options);
    request.headers.push_back({"x-amz-checksum-type", composite() ? "COMPOSITE" : "FULL_OBJECT"});
    if (!composite()) request.headers.push_back(ChecksumHeaderOf(checksum));
    request.body = xml;
    ASSIGN_OR_RETURN(const ExchangeAnswer answer, requester_.Send(request));
    // "200 OK" is sent before it is known how it ends.
    if (!ParseS3ErrorCode(answer.body).empty()) {
      http_client::ResponseHead failed = answer.head;
      failed.status = 500;
      return tl::unexpected<Error>(ReadS3Failure(request, failed, answer.body).error);
    }
    ASSIGN_OR_RETURN(std::string etag, ParseS3CompletedEtag(answer.body));
    completed_ = true;
    return std::pair(std::move(etag), checksum);
  }

 private:
  bool composite() const { return !IsCrc(algorithm_); }
  S3Request Request(const std::string& method, aws::QueryParameters query) const {
    return {.method = method, .bucket = name_.bucket, .key = name_.key, .query = std::move(query)};
  }

  const S3Requester& requester_;
  const ObjectName& name_;
  const ChecksumAlgorithm algorithm_;
  std::string id_;
  std::vector<PartDigest> parts_;
  std::vector<std::string> etags_;  // as the endpoint gave them
  bool completed_ = false;
};

}  // namespace

Result<ObjectInfo> UploadObject(const S3Requester& requester, const ObjectName& name,
                                ByteSource& body, const PutOptions& options) {
  const ChecksumAlgorithm algorithm =
      options.checksum ? options.checksum->algorithm : ChecksumAlgorithm::kCrc64Nvme;
  BodyDigest whole(algorithm, options.checksum);
  std::string part;
  RETURN_IF_ERROR(FillBuffer(body, kPartBytes, part));
  whole.Update(part);

  ObjectInfo info = InfoFromOptions(options);
  if (part.size() < kPartBytes) {
    RETURN_IF_ERROR(whole.Finish());
    S3Request request = {.method = "PUT", .bucket = name.bucket, .key = name.key};
    request.headers = DescribeObject(options);
    for (Header& header : ConditionHeaders(options)) request.headers.push_back(std::move(header));
    request.headers.push_back(ChecksumHeaderOf(whole.checksum()));
    request.headers.push_back(KeepChecksum(whole.checksum()));
    request.body = part;
    ASSIGN_OR_RETURN(const ExchangeAnswer answer, requester.Send(request));
    info.etag = UnquoteEtag(answer.head.Get("etag"));
    info.checksum = whole.checksum();
  } else {
    PartedUpload upload(requester, name, algorithm);
    RETURN_IF_ERROR(upload.Begin(options));
    while (!part.empty()) {
      RETURN_IF_ERROR(upload.PutPart(part));
      RETURN_IF_ERROR(FillBuffer(body, kPartBytes, part));
      whole.Update(part);
    }
    RETURN_IF_ERROR(whole.Finish());
    ASSIGN_OR_RETURN(auto completed, upload.Complete(options));
    info.etag = std::move(completed.first);
    info.checksum = std::move(completed.second);
  }
  info.size_bytes = whole.size_bytes();
  info.last_modified = requester.options().clock->Now();
  return info;
}

}  // namespace tacet::objectstore
