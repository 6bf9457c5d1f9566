// Whether results can be written where a client wants them. Private to api/.
#pragma once

#include <string>

#include "tacet/api/operation_context.h"
#include "tacet/base/result.h"

namespace tacet::api {

// The folder of a job's results for an OutputKey as sent ("" = none), "" or ending in '/':
// "a/t.json" and "a/" give "a/", "a/t" gives "a/t/".
std::string OutputPrefix(const std::string& output_key);

// Writes and removes the object by whose name Amazon Transcribe checks this, at most once a minute
// for each place that could be written. kInvalidArgument when it cannot.
Status CheckWritable(OperationContext& context, const std::string& bucket,
                     const std::string& prefix);

}  // namespace tacet::api
