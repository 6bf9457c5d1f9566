#include "tacet/auth/replay_guard.h"

#include <algorithm>
#include <cstring>

#include "tacet/aws/encoding.h"
#include "tacet/base/check.h"

namespace tacet::auth {
namespace {

int64_t SecondOf(Time time) {
  return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
}

}  // namespace

size_t ReplayGuard::HashFingerprint::operator()(const Fingerprint& fingerprint) const {
  size_t hash = 0;
  std::memcpy(&hash, fingerprint.data(), sizeof(hash));
  return hash;
}

size_t ReplayGuard::size() const {
  const std::lock_guard lock(mutex_);
  return size_;
}

ReplayVerdict ReplayGuard::Admit(std::string_view signature, Time date, Time now) {
  const auto bytes = aws::HexDecode(signature);
  TACET_CHECK(bytes && bytes->size() >= 16) << "only for signatures that were verified";
  Fingerprint fingerprint = {};
  std::copy_n(bytes->begin(), fingerprint.size(), fingerprint.begin());

  const std::lock_guard lock(mutex_);
  const int64_t second = SecondOf(date);
  if (second < forgotten_until_) return ReplayVerdict::kTooOld;
  const int64_t expired = SecondOf(now - window_);
  while (!seconds_.empty() && seconds_.begin()->first < expired) {
    size_ -= seconds_.begin()->second.size();
    seconds_.erase(seconds_.begin());
  }
  const auto [entry, added] = seconds_[second].emplace(fingerprint, now);
  if (!added) {
    return now - entry->second <= grace_ ? ReplayVerdict::kFresh : ReplayVerdict::kReplayed;
  }
  ++size_;
  while (size_ > max_signatures_ && seconds_.size() > 1) {
    forgotten_until_ = seconds_.begin()->first + 1;
    size_ -= seconds_.begin()->second.size();
    seconds_.erase(seconds_.begin());
  }
  return ReplayVerdict::kFresh;
}

}  // namespace tacet::auth
