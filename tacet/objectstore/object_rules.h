// What every store holds to, whatever it keeps its objects in: names, conditions, ranges, the order
// of listings, and the refusals in words that callers may look at.
// Rules: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html and
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html
// Pure functions, thread-safe.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "tacet/objectstore/object_store.h"

namespace tacet::objectstore {

bool IsUtf8(std::string_view text);

// kInvalidArgument "bucket name".
Status CheckBucketName(const std::string& bucket);

// kInvalidArgument "key" (empty, not UTF-8, or with a NUL, which no listing could show) or
// "key too long" (over 1024 bytes).
Status CheckKey(const std::string& key);

// kInvalidArgument "metadata": over 2 KiB, or any value or header that is not UTF-8.
Status CheckPutOptions(const PutOptions& options);

// What an object put with `options` says of itself, but for its size, ETag, time and checksum.
ObjectInfo InfoFromOptions(const PutOptions& options);

// What a copy of `source` says of itself, with `checksum` present and its algorithm the one to
// compute; its size is the source's, its ETag and time are still to be set.
ObjectInfo CopiedInfo(const ObjectInfo& source, const std::optional<PutOptions>& replace);

tl::unexpected<Error> NoSuchBucket(const std::string& bucket);
tl::unexpected<Error> NoSuchObject();
tl::unexpected<Error> NoSuchUpload();

// `existing` is null when there is no object of that name.
Status CheckConditions(const ObjectInfo* existing, const PutOptions& options);

// The whole object when absent. kInvalidArgument "range" when it is empty or begins past the end.
Result<ByteRange> CutRange(const std::optional<ByteRange>& range, int64_t size_bytes);

// One page of `objects`, an ordered map by key; `info_of(iterator)` is the entry's ObjectInfo.
// Takes time by what is returned, not by what is under a common prefix.
template <typename Map, typename InfoOf>
ObjectList ListPage(const Map& objects, const ListOptions& options, const InfoOf& info_of) {
  ObjectList page;
  int left = options.max_keys;
  std::string last;
  auto at = options.start_after < options.prefix ? objects.lower_bound(options.prefix)
                                                 : objects.upper_bound(options.start_after);
  while (at != objects.end() && at->first.starts_with(options.prefix)) {
    const std::string& key = at->first;
    const size_t end = options.delimiter.empty()
                           ? std::string::npos
                           : key.find(options.delimiter, options.prefix.size());
    std::string common;
    bool listed = false;
    if (end != std::string::npos) {
      common = key.substr(0, end + options.delimiter.size());
      listed = options.start_after.starts_with(common);
    }
    if (!listed && left-- <= 0) {
      if (options.max_keys > 0) page.next_start_after = last;
      break;
    }
    if (common.empty()) {
      page.objects.push_back({key, info_of(at)});
      last = key;
      ++at;
      continue;
    }
    if (!listed) {
      page.common_prefixes.push_back(common);
      last = common;
    }
    // 0xff is in no UTF-8 text, so this is behind all that begins with `common`.
    at = objects.lower_bound(common + "\xff");
  }
  return page;
}

}  // namespace tacet::objectstore
