// TaggerNetwork: the network of tagger.onnx, from windows of word pieces to scores of tags. Owns
// the compiled OpenVINO model.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>

#include "tacet/base/result.h"

namespace tacet::pii {

struct TaggerNetworkOptions {
  size_t tags = 0;        // scores of a place
  size_t max_length = 0;  // places of the longest window
  size_t vocabulary = 0;  // ids are smaller
  size_t threads = 1;     // windows worked on at the same time, at least 1
};

// Thread-safe; calls at the same time follow one another.
class TaggerNetwork {
 public:
  // `onnx` is the file's content. kDataLoss when it is not such a network.
  static Result<std::unique_ptr<TaggerNetwork>> Create(std::string onnx,
                                                       const TaggerNetworkOptions& options);
  virtual ~TaggerNetwork() = default;

  // Asks `ids` to fill in every window, of so many places as `lengths` says (1 to max_length), and
  // calls `use` with its scores, [place][tag], which live as long as the call. Both run on the
  // calling thread, in the windows' order. Gives the memory of inner results back at the end.
  // kInternal when the network fails.
  virtual Status Run(
      std::span<const size_t> lengths,
      const std::function<void(size_t window, std::span<int64_t> ids)>& ids,
      const std::function<void(size_t window, std::span<const float> scores)>& use) = 0;
};

}  // namespace tacet::pii
