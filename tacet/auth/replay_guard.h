// ReplayGuard: remembers the signatures that were let in, so that a recorded request is not let in
// again. Only for requests that passed every other check: nobody without a key can fill it.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <string_view>
#include <unordered_map>

#include "tacet/base/clock.h"

namespace tacet::auth {

enum class ReplayVerdict {
  kFresh,     // not seen before, or for the first time within the grace
  kReplayed,  // seen longer ago than the grace
  kTooOld,    // dated so early that its signature may have been forgotten
};

// Thread-safe.
class ReplayGuard {
 public:
  // `window`: requests dated longer ago are refused anyway, so their signatures are forgotten.
  // `grace` and `max_signatures`: see AuthenticatorOptions.
  ReplayGuard(std::chrono::seconds window, std::chrono::seconds grace, size_t max_signatures)
      : window_(window), grace_(grace), max_signatures_(max_signatures) {}

  // `signature` is 64 hex digits, `date` the request's own time.
  ReplayVerdict Admit(std::string_view signature, Time date, Time now);

  size_t size() const;

 private:
  // Half of a signature: 128 bits that an attacker without the key cannot choose.
  using Fingerprint = std::array<char, 16>;
  struct HashFingerprint {
    size_t operator()(const Fingerprint& fingerprint) const;
  };
  // By the second in which the requests say they were made: the oldest leave together.
  using Seconds = std::map<int64_t, std::unordered_map<Fingerprint, Time, HashFingerprint>>;

  const std::chrono::seconds window_;
  const std::chrono::seconds grace_;
  const size_t max_signatures_;
  mutable std::mutex mutex_;
  Seconds seconds_;
  size_t size_ = 0;
  int64_t forgotten_until_ = INT64_MIN;  // seconds before this one may have been dropped early
};

}  // namespace tacet::auth
