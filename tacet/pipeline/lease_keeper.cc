#include "tacet/pipeline/lease_keeper.h"

#include <pthread.h>

#include <utility>
#include <vector>

#include "tacet/base/log.h"

namespace tacet::pipeline {

using std::chrono::steady_clock;

LeaseKeeper::LeaseKeeper(jobs::JobStore& store, std::chrono::milliseconds lease)
    : store_(store), lease_(lease) {
  // Taken here, not on the thread: a job may be claimed and deleted before that runs at all.
  const uint64_t seen = store.deletion_signal().generation();
  thread_ = std::thread([this, seen] { Loop(seen); });
}

LeaseKeeper::~LeaseKeeper() {
  stopping_ = true;
  store_.deletion_signal().Raise();
  thread_.join();
}

std::unique_ptr<LeaseKeeper::Held> LeaseKeeper::Hold(const jobs::JobClaim& claim,
                                                     CancelToken& cancel) {
  auto lease = std::make_shared<Lease>();
  lease->claim = claim;
  lease->cancel = &cancel;
  lease->held_until = steady_clock::now() + lease_;
  const std::lock_guard lock(mutex_);
  leases_[claim.fencing_token] = lease;
  return std::unique_ptr<Held>(new Held(*this, std::move(lease)));
}

void LeaseKeeper::Drop(Lease& lease) {
  const std::lock_guard lock(mutex_);
  lease.cancel = nullptr;
  leases_.erase(lease.claim.fencing_token);
}

void LeaseKeeper::Loop(uint64_t seen) {
  pthread_setname_np(pthread_self(), "lease");
  while (!stopping_) {
    seen = store_.deletion_signal().Wait(seen, lease_ / 3);
    if (!stopping_) RenewAll();
  }
}

void LeaseKeeper::RenewAll() {
  std::vector<std::shared_ptr<Lease>> leases;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [token, lease] : leases_) leases.push_back(lease);
  }
  for (const auto& lease : leases) {
    if (!lease->lost) Renew(*lease);
  }
}

void LeaseKeeper::Renew(Lease& lease) {
  const auto asked = steady_clock::now();
  const Status status = store_.RenewLease(lease.claim, lease_);
  if (status) {
    lease.held_until = asked + lease_;
  } else if (status.error().code == ErrorCode::kCancelled) {
    Lose(lease);
  } else {
    LogError(LogLevel::kWarning, "job.lease_not_renewed", status.error(),
             {{"job", lease.claim.job.request.transcription_job_name}});
    if (steady_clock::now() >= lease.held_until) Lose(lease);
  }
}

void LeaseKeeper::Lose(Lease& lease) {
  lease.lost = true;
  const std::lock_guard lock(mutex_);
  if (lease.cancel != nullptr) lease.cancel->Cancel();
}

}  // namespace tacet::pipeline
