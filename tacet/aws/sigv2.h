// AWS Signature Version 2 as S3 has it in presigned URLs: what botocore still makes for a custom
// endpoint unless s3v4 is configured. Only to verify; Tacet signs with Version 4.
// https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html
// Pure functions; thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "tacet/aws/sigv4.h"
#include "tacet/base/clock.h"
#include "tacet/base/result.h"

namespace tacet::aws {

struct PresignedQueryV2 {
  std::string access_key_id;
  Time expires;           // the last moment at which the URL is good
  std::string signature;  // Base64 of 20 bytes
  bool has_security_token = false;
};

// Whether the query looks like one: it holds AWSAccessKeyId.
bool HasPresignedQueryV2(std::string_view query);

// kInvalidArgument for anything missing, malformed or given twice.
Result<PresignedQueryV2> ParsePresignedQueryV2(std::string_view query);

// What is signed. `bucket_in_host` is the bucket when the request is in virtual-host style, else
// "". x-amz-* names, content-type and content-md5 of the query count where there is no such header:
// botocore writes there what the client must send.
Result<std::string> StringToSignV2(const RequestLine& line, const HeaderList& headers,
                                   std::string_view bucket_in_host);

// Base64 of HMAC-SHA1.
std::string SignatureV2(std::string_view secret_access_key, std::string_view string_to_sign);

}  // namespace tacet::aws
