// LeaseKeeper: the thread `lease`, which keeps the claims of all workers alive and tells a worker
// whose claim was lost.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

#include "tacet/base/cancel.h"
#include "tacet/jobs/job_store.h"

namespace tacet::pipeline {

// Thread-safe.
class LeaseKeeper {
 private:
  struct Lease {
    jobs::JobClaim claim;
    CancelToken* cancel;  // null once the worker is done; guarded by mutex_
    std::chrono::steady_clock::time_point held_until;
    std::atomic<bool> lost = false;
  };

 public:
  // A claim that is kept alive for as long as this object lives.
  class Held {
   public:
    ~Held() { keeper_.Drop(*lease_); }
    Held(const Held&) = delete;
    Held& operator=(const Held&) = delete;
    bool lost() const { return lease_->lost; }

   private:
    friend LeaseKeeper;
    Held(LeaseKeeper& keeper, std::shared_ptr<Lease> lease)
        : keeper_(keeper), lease_(std::move(lease)) {}
    LeaseKeeper& keeper_;
    const std::shared_ptr<Lease> lease_;
  };

  // `store` must outlive the keeper. Every lease is renewed for `lease`, three times within it.
  LeaseKeeper(jobs::JobStore& store, std::chrono::milliseconds lease);
  ~LeaseKeeper();

  // `cancel`, which must outlive what is returned, is set when the claim is lost: taken by another
  // worker, its job deleted, or not renewed for so long that it may have been.
  std::unique_ptr<Held> Hold(const jobs::JobClaim& claim, CancelToken& cancel);

 private:
  void Loop(uint64_t seen);  // `seen`: the generation of the deletion signal at the start
  void RenewAll();
  void Renew(Lease& lease);
  void Drop(Lease& lease);
  void Lose(Lease& lease);

  jobs::JobStore& store_;
  const std::chrono::milliseconds lease_;
  std::atomic<bool> stopping_ = false;
  std::mutex mutex_;                                  // guards the next
  std::map<int64_t, std::shared_ptr<Lease>> leases_;  // by fencing token
  std::thread thread_;
};

}  // namespace tacet::pipeline
