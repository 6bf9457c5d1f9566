// PageTokens: the NextToken of lists. A token says where the next page begins and holds for the
// list and filters that it was made for. It carries an authentication code (SipHash-2-4 under a
// secret key), so that no other text passes for one.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "tacet/base/result.h"

namespace tacet::jobs {

using PageTokenKey = std::array<uint8_t, 16>;

// Thread-safe.
class PageTokens {
 public:
  explicit PageTokens(const PageTokenKey& key) : key_(key) {}

  // 32 hexadecimal digits. `scope` tells lists apart.
  std::string Make(std::string_view scope, int64_t position) const;
  // The position. kInvalidArgument for what Make() did not give for this scope.
  Result<int64_t> Parse(std::string_view scope, std::string_view token) const;

 private:
  uint64_t Code(std::string_view scope, uint64_t position) const;

  const PageTokenKey key_;
};

// A new secret key.
PageTokenKey RandomPageTokenKey();

// https://www.aumasson.jp/siphash/siphash.pdf
uint64_t SipHash24(const PageTokenKey& key, std::string_view message);

}  // namespace tacet::jobs
