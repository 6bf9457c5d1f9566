// The body of a request, checked against what its signature says of it.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "tacet/aws/aws_chunked.h"
#include "tacet/base/byte_source.h"
#include "tacet/base/result.h"
#include "tacet/http_server/http_server.h"

namespace tacet::auth {

// The one value of a header: nothing when it is absent, kInvalidArgument when it comes twice (two
// readers of the request could each take another one).
Result<std::optional<std::string>> SingleHeader(const http_server::Headers& headers,
                                                std::string_view name);

// Gives the bytes of `body` and fails with kInvalidArgument, "payload hash ...", when their SHA-256
// is not `hash` (64 lower-case hex digits). With `length` known that is before the last bytes are
// given, else instead of the end.
std::unique_ptr<ByteSource> VerifyHash(std::unique_ptr<ByteSource> body, std::string hash,
                                       int64_t length);

// Whether `value` may stand in x-amz-content-sha256 of a request to S3: a hash or one of the words.
bool IsS3PayloadHash(std::string_view value);
bool IsSha256Hex(std::string_view value);

// Replaces request.body by the plain and verifying one that `payload_hash` asks for, and sets
// request.content_length. kInvalidArgument when the headers of aws-chunked are missing or
// malformed. `signing` is used for signed chunks.
Status ReplaceS3Body(http_server::HttpRequest& request, std::string_view payload_hash,
                     aws::ChunkSigning signing);

// Reads the body whole and puts it back; gives its bytes. kResourceExhausted when it has more than
// `max_bytes`; other errors are those of the body.
Result<std::string> BufferBody(http_server::HttpRequest& request, size_t max_bytes);

}  // namespace tacet::auth
