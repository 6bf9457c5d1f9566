// Tags of requests. Rules: https://docs.aws.amazon.com/transcribe/latest/dg/tagging.html
// Private to api/.
#pragma once

#include <map>
#include <string>

#include "tacet/api/json.h"
#include "tacet/base/result.h"

namespace tacet::api {

// The member Tags of a request, a list of Key and Value; empty when it is absent. kInvalidArgument
// for a key that is given twice or begins with "aws:", and for more than 50.
Result<std::map<std::string, std::string>> ParseTags(const Input& input);

// kInvalidArgument when a resource would have more than 50.
Status CheckTagCount(const std::map<std::string, std::string>& tags);

}  // namespace tacet::api
