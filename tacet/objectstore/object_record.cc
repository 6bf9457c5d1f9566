#include "tacet/objectstore/object_record.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "tacet/aws/checksum.h"
#include "tacet/aws/encoding.h"
#include "tacet/objectstore/multipart_rules.h"
#include "tacet/objectstore/object_rules.h"

namespace tacet::objectstore {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kHead = "tacet-record 1 ";
constexpr size_t kCrcDigits = 8;
// 9999-12-31: keeps arithmetic on times of a damaged record from overflowing.
constexpr int64_t kMaxTime = 253'402'300'799'999;
constexpr int64_t kMaxObjectBytes = int64_t{1} << 53;

struct ContentName {
  ObjectContent content;
  std::string_view name;
};
constexpr std::array<ContentName, 3> kContents = {
    {{ObjectContent::kOther, "other"},
     {ObjectContent::kTranscript, "transcript"},
     {ObjectContent::kRedactedTranscript, "redacted-transcript"}}};

constexpr std::array kAlgorithms = {ChecksumAlgorithm::kCrc32, ChecksumAlgorithm::kCrc32c,
                                    ChecksumAlgorithm::kCrc64Nvme, ChecksumAlgorithm::kSha1,
                                    ChecksumAlgorithm::kSha256};

std::string CrcHex(std::string_view bytes) {
  return aws::HexEncode(aws::Hash(aws::HashAlgorithm::kCrc32c, bytes));
}

tl::unexpected<Error> Damaged(std::string_view what) {
  return MakeError(ErrorCode::kDataLoss, "a stored record is damaged; restore it from a copy",
                   std::string(what));
}

std::string Frame(const Json& json) {
  const std::string text = json.dump();
  return std::string(kHead) + CrcHex(text) + "\n" + text;
}

Result<std::string_view> Unframe(std::string_view bytes) {
  const size_t head_bytes = kHead.size() + kCrcDigits + 1;
  if (bytes.size() > kMaxRecordBytes || bytes.size() < head_bytes || !bytes.starts_with(kHead) ||
      bytes[head_bytes - 1] != '\n') {
    return Damaged("first line");
  }
  const std::string_view text = bytes.substr(head_bytes);
  if (bytes.substr(kHead.size(), kCrcDigits) != CrcHex(text)) return Damaged("checksum");
  return text;
}

int64_t Milliseconds(Time time) { return time.time_since_epoch().count(); }

std::string AlgorithmName(ChecksumAlgorithm algorithm) {
  return std::string(aws::HashAlgorithmName(HashOf(algorithm)));
}

Json ChecksumJson(const ObjectChecksum& checksum) {
  return {{"algorithm", AlgorithmName(checksum.algorithm)},
          {"value", checksum.base64},
          {"composite", checksum.composite}};
}

Json BlobsJson(const std::vector<BlobRef>& blobs) {
  Json list = Json::array();
  for (const BlobRef& blob : blobs) list.push_back({{"id", blob.id}, {"size", blob.size_bytes}});
  return list;
}

template <typename T>
void AddOptions(const T& options, Json* json) {
  (*json)["type"] = options.content_type;
  (*json)["headers"] = options.headers;
  (*json)["metadata"] = options.metadata;
  for (const ContentName& content : kContents) {
    if (content.content == options.content) (*json)["content"] = content.name;
  }
}

// Reads members and remembers whether one was missing or wrong, so that a parser checks once.
class Fields {
 public:
  explicit Fields(const Json& json) : json_(json), ok_(json.is_object()) {}

  bool ok() const { return ok_; }
  void Check(bool condition) { ok_ = ok_ && condition; }

  const Json& Member(const char* name) {
    static const Json kNone;
    const auto found = ok_ ? json_.find(name) : json_.end();
    if (!ok_ || found == json_.end()) {
      ok_ = false;
      return kNone;
    }
    return *found;
  }
  std::string Text(const char* name) {
    const Json& member = Member(name);
    Check(member.is_string());
    return ok_ ? member.get<std::string>() : "";
  }
  int64_t Integer(const char* name, int64_t low, int64_t high) {
    const Json& member = Member(name);
    Check(member.is_number_integer() &&
          (!member.is_number_unsigned() || member.get<uint64_t>() <= uint64_t{1} << 62));
    const int64_t value = ok_ ? member.get<int64_t>() : low;
    Check(value >= low && value <= high);
    return value;
  }
  bool Flag(const char* name) {
    const Json& member = Member(name);
    Check(member.is_boolean());
    return ok_ && member.get<bool>();
  }
  Time Moment(const char* name) {
    return Time(std::chrono::milliseconds(Integer(name, 0, kMaxTime)));
  }
  std::map<std::string, std::string> Texts(const char* name) {
    const Json& member = Member(name);
    Check(member.is_object());
    std::map<std::string, std::string> texts;
    if (!ok_) return texts;
    for (const auto& [key, value] : member.items()) {
      Check(value.is_string());
      if (ok_) texts[key] = value.get<std::string>();
    }
    return texts;
  }

 private:
  const Json& json_;
  bool ok_;
};

std::optional<ChecksumAlgorithm> ParseAlgorithm(std::string_view name) {
  for (const ChecksumAlgorithm algorithm : kAlgorithms) {
    if (AlgorithmName(algorithm) == name) return algorithm;
  }
  return std::nullopt;
}

ChecksumAlgorithm ReadAlgorithm(Fields& fields, const char* name) {
  const std::optional<ChecksumAlgorithm> algorithm = ParseAlgorithm(fields.Text(name));
  fields.Check(algorithm.has_value());
  return algorithm.value_or(ChecksumAlgorithm::kCrc64Nvme);
}

ObjectChecksum ReadChecksum(Fields& outer) {
  Fields fields(outer.Member("checksum"));
  ObjectChecksum checksum;
  checksum.algorithm = ReadAlgorithm(fields, "algorithm");
  checksum.base64 = fields.Text("value");
  checksum.composite = fields.Flag("composite");
  ObjectChecksum value = checksum;
  if (checksum.composite) value.base64 = value.base64.substr(0, value.base64.rfind('-'));
  outer.Check(fields.ok() && !value.base64.empty() && CheckChecksumValue(value));
  return checksum;
}

template <typename T>
void ReadOptions(Fields& fields, T* options) {
  options->content_type = fields.Text("type");
  options->headers = fields.Texts("headers");
  options->metadata = fields.Texts("metadata");
  const std::string name = fields.Text("content");
  const auto found = std::find_if(kContents.begin(), kContents.end(),
                                  [&](const ContentName& each) { return each.name == name; });
  fields.Check(found != kContents.end());
  if (found != kContents.end()) options->content = found->content;
}

std::vector<BlobRef> ReadBlobs(Fields& fields, size_t max_blobs, int64_t size_bytes) {
  const Json& member = fields.Member("blobs");
  fields.Check(member.is_array() && member.size() <= max_blobs);
  std::vector<BlobRef> blobs;
  if (!fields.ok()) return blobs;
  int64_t left = size_bytes;
  for (const Json& each : member) {
    Fields blob(each);
    BlobRef ref = {blob.Text("id"), blob.Integer("size", 1, kMaxObjectBytes)};
    // The id becomes a file name.
    blob.Check(ref.id.size() == 32 && std::all_of(ref.id.begin(), ref.id.end(), [](char c) {
                 return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
               }));
    blob.Check(ref.size_bytes <= left);
    fields.Check(blob.ok());
    if (!fields.ok()) return {};
    left -= ref.size_bytes;
    blobs.push_back(std::move(ref));
  }
  fields.Check(left == 0);
  return blobs;
}

Json ParseJson(std::string_view json) {
  return Json::parse(json, /*cb=*/nullptr, /*allow_exceptions=*/false);
}

}  // namespace

std::string ObjectRecordName(std::string_view key) { return aws::Sha256Hex(key); }

std::string FormatObjectRecord(const ObjectRecord& record) {
  Json json = {{"record", "object"},
               {"key", record.key},
               {"size", record.info.size_bytes},
               {"etag", record.info.etag},
               {"modified", Milliseconds(record.info.last_modified)},
               {"checksum", ChecksumJson(*record.info.checksum)},
               {"blobs", BlobsJson(record.blobs)}};
  AddOptions(record.info, &json);
  return Frame(json);
}

Result<ObjectRecord> ParseObjectJson(std::string_view text) {
  const Json json = ParseJson(text);
  Fields fields(json);
  ObjectRecord record;
  fields.Check(fields.Text("record") == "object");
  record.key = fields.Text("key");
  record.info.size_bytes = fields.Integer("size", 0, kMaxObjectBytes);
  record.info.etag = fields.Text("etag");
  record.info.last_modified = fields.Moment("modified");
  record.info.checksum = ReadChecksum(fields);
  ReadOptions(fields, &record.info);
  record.blobs = ReadBlobs(fields, kMaxParts, record.info.size_bytes);
  if (!fields.ok() || !CheckKey(record.key)) return Damaged("object");
  return record;
}

std::string FormatBucketRecord(const BucketRecord& record) {
  return Frame({{"record", "bucket"},
                {"name", record.info.name},
                {"created", Milliseconds(record.info.created)}});
}

Result<BucketRecord> ParseBucketRecord(std::string_view bytes) {
  ASSIGN_OR_RETURN(const std::string_view text, Unframe(bytes));
  const Json json = ParseJson(text);
  Fields fields(json);
  fields.Check(fields.Text("record") == "bucket");
  BucketRecord record = {{fields.Text("name"), fields.Moment("created")}};
  if (!fields.ok() || !CheckBucketName(record.info.name)) return Damaged("bucket");
  return record;
}

std::string FormatUploadRecord(const UploadRecord& record) {
  Json json = {{"record", "upload"},
               {"bucket", record.info.name.bucket},
               {"key", record.info.name.key},
               {"id", record.info.upload_id},
               {"initiated", Milliseconds(record.info.initiated)},
               {"composite", record.info.checksum_composite}};
  if (record.info.checksum_algorithm) {
    json["algorithm"] = AlgorithmName(*record.info.checksum_algorithm);
  }
  AddOptions(record.options, &json);
  return Frame(json);
}

Result<UploadRecord> ParseUploadJson(std::string_view text) {
  const Json json = ParseJson(text);
  Fields fields(json);
  UploadRecord record;
  fields.Check(fields.Text("record") == "upload");
  record.info.name = {fields.Text("bucket"), fields.Text("key")};
  record.info.upload_id = fields.Text("id");
  record.info.initiated = fields.Moment("initiated");
  record.info.checksum_composite = fields.Flag("composite");
  if (fields.ok() && json.contains("algorithm")) {
    record.info.checksum_algorithm = ReadAlgorithm(fields, "algorithm");
  }
  ReadOptions(fields, &record.options);
  PutOptions wanted;
  if (record.info.checksum_algorithm) {
    wanted.checksum.emplace();
    wanted.checksum->algorithm = *record.info.checksum_algorithm;
  }
  if (!fields.ok() || !CheckBucketName(record.info.name.bucket) ||
      !CheckKey(record.info.name.key) ||
      !CheckUploadChecksum(wanted, record.info.checksum_composite)) {
    return Damaged("upload");
  }
  return record;
}

std::string FormatPartRecord(const PartRecord& record) {
  return Frame({{"record", "part"},
                {"number", record.info.part_number},
                {"etag", record.info.etag},
                {"size", record.info.size_bytes},
                {"modified", Milliseconds(record.info.last_modified)},
                {"checksum", ChecksumJson(*record.info.checksum)},
                {"blobs", BlobsJson(record.blobs)}});
}

Result<PartRecord> ParsePartJson(std::string_view text) {
  const Json json = ParseJson(text);
  Fields fields(json);
  PartRecord record;
  fields.Check(fields.Text("record") == "part");
  record.info.part_number = static_cast<int>(fields.Integer("number", 1, kMaxParts));
  record.info.etag = fields.Text("etag");
  record.info.size_bytes = fields.Integer("size", 0, kMaxObjectBytes);
  record.info.last_modified = fields.Moment("modified");
  record.info.checksum = ReadChecksum(fields);
  record.blobs = ReadBlobs(fields, 1, record.info.size_bytes);
  if (!fields.ok()) return Damaged("part");
  return record;
}

Result<ObjectRecord> ParseObjectRecord(std::string_view bytes) {
  ASSIGN_OR_RETURN(const std::string_view text, Unframe(bytes));
  return ParseObjectJson(text);
}

Result<UploadRecord> ParseUploadRecord(std::string_view bytes) {
  ASSIGN_OR_RETURN(const std::string_view text, Unframe(bytes));
  return ParseUploadJson(text);
}

Result<PartRecord> ParsePartRecord(std::string_view bytes) {
  ASSIGN_OR_RETURN(const std::string_view text, Unframe(bytes));
  return ParsePartJson(text);
}

}  // namespace tacet::objectstore
