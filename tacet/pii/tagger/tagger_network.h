// TaggerNetwork: the network of tagger.onnx, from windows of word pieces to scores of tags. Owns
// the compiled OpenVINO model.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "tacet/base/result.h"

namespace tacet::pii {

struct TaggerNetworkOptions {
  size_t tags = 0;        // scores of a place
  size_t max_length = 0;  // places of the longest window
  size_t vocabulary = 0;  // ids are smaller
  uint32_t padding = 0;   // the id that fills up shorter windows of a batch
  size_t threads = 1;     // windows worked on at the same time, at least 1
};

// Thread-safe; calls at the same time follow one another.
class TaggerNetwork {
 public:
  // `onnx` is the file's content. kDataLoss when it is not such a network.
  static Result<std::unique_ptr<TaggerNetwork>> Create(const std::string& onnx,
                                                       const TaggerNetworkOptions& options);
  virtual ~TaggerNetwork() = default;

  // Calls `use` for every window, from the calling thread, in an order that only the lengths
  // decide, with its number and its scores: [place][tag], as long as the call. `ids` gives window
  // i, of 1 to max_length places, and is asked once for each. Gives the memory of inner results
  // back at the end. kInternal when the network fails.
  virtual Status Run(
      std::span<const size_t> lengths,
      const std::function<void(size_t window, std::span<int64_t> ids)>& ids,
      const std::function<void(size_t window, std::span<const float> scores)>& use) = 0;
};

}  // namespace tacet::pii
