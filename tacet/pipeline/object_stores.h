// ObjectStores: which store holds a bucket.
#pragma once

#include <string>

#include "tacet/objectstore/object_store.h"

namespace tacet::pipeline {

// Both stores must outlive it; they may be the same.
struct ObjectStores {
  std::string service_bucket;          // see ServiceBucketName()
  objectstore::ObjectStore& service;   // holds the service's bucket
  objectstore::ObjectStore& customer;  // holds every other

  objectstore::ObjectStore& For(const std::string& bucket) const {
    return bucket == service_bucket ? service : customer;
  }
};

}  // namespace tacet::pipeline
