// What GetObject and HeadObject have in common. Thread-safe.
#pragma once

#include <optional>

#include "tacet/http_server/http_server.h"
#include "tacet/objectstore/object_store.h"
#include "tacet/s3/s3_call.h"
#include "tacet/s3/s3_error.h"

namespace tacet::s3 {

// The answer to a read of the object that `info` describes, without its bytes: conditions are met,
// status and headers set. `range` is absent for the whole object.
struct ReadAnswer {
  http_server::HttpResponse response;
  std::optional<objectstore::ByteRange> range;
  int64_t bytes = 0;  // how many follow
};
S3Result<ReadAnswer> PrepareRead(const S3Call& call, const objectstore::ObjectInfo& info);

}  // namespace tacet::s3
