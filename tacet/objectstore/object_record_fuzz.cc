// Whatever a record on the disk holds, it is refused or survives a round trip.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "tacet/base/check.h"
#include "tacet/objectstore/object_record.h"

namespace {

namespace store = tacet::objectstore;

template <typename Record, typename Format, typename Parse>
void RoundTrip(const tacet::Result<Record>& record, Format format, Parse parse) {
  if (!record) return;
  const std::string once = format(*record);
  if (once.size() > store::kMaxRecordBytes) return;
  const tacet::Result<Record> again = parse(once);
  TACET_CHECK(again.has_value());
  TACET_CHECK(format(*again) == once);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  RoundTrip(store::ParseObjectJson(bytes), store::FormatObjectRecord, store::ParseObjectRecord);
  RoundTrip(store::ParseUploadJson(bytes), store::FormatUploadRecord, store::ParseUploadRecord);
  RoundTrip(store::ParsePartJson(bytes), store::FormatPartRecord, store::ParsePartRecord);
  RoundTrip(store::ParseObjectRecord(bytes), store::FormatObjectRecord, store::ParseObjectRecord);
  RoundTrip(store::ParseBucketRecord(bytes), store::FormatBucketRecord, store::ParseBucketRecord);
  return 0;
}
