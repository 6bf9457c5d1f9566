#include "tacet/pii/tagger/tagger_network.h"

#include <cpuid.h>
#include <malloc.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <exception>
#include <limits>
#include <mutex>
#include <openvino/runtime/core.hpp>
#include <openvino/runtime/properties.hpp>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

namespace tacet::pii {
namespace {

// Windows are filled up to one of these parts of the longest: OpenVINO keeps some 5 MB for every
// length that it has met.
constexpr std::array<size_t, 6> kEighths = {1, 2, 3, 4, 6, 8};

size_t FilledLength(size_t length, size_t max_length) {
  for (const size_t eighths : kEighths) {
    const size_t filled = max_length * eighths / 8;
    if (filled >= length) return filled;
  }
  return max_length;
}

// Whether this processor has int8 products that add up without loss (AVX-512 VNNI or AVX-VNNI).
// Those of AVX2 cut off large sums and are no faster than float32 ones.
bool HasInt8Products() {
  uint32_t a = 0;
  uint32_t b = 0;
  uint32_t c = 0;
  uint32_t d = 0;
  if (__get_cpuid_count(7, 0, &a, &b, &c, &d) == 0) return false;
  constexpr uint32_t kAvx512Vnni = 1U << 11;
  if ((c & kAvx512Vnni) != 0) return true;
  constexpr uint32_t kAvxVnni = 1U << 4;
  return __get_cpuid_count(7, 1, &a, &b, &c, &d) != 0 && (a & kAvxVnni) != 0;
}

// One request and the window that it works on.
struct Lane {
  ov::InferRequest request;
  std::optional<size_t> window;  // absent: idle
};

class OpenVinoTaggerNetwork : public TaggerNetwork {
 public:
  OpenVinoTaggerNetwork(const TaggerNetworkOptions& options, ov::CompiledModel model)
      : options_(options), model_(std::move(model)) {}

  Status Run(std::span<const size_t> lengths,
             const std::function<void(size_t, std::span<int64_t>)>& ids,
             const std::function<void(size_t, std::span<const float>)>& use) override {
    const std::lock_guard lock(mutex_);
    try {
      std::vector<Lane> lanes(std::min(options_.threads, lengths.size()));
      for (Lane& lane : lanes) lane.request = model_.create_infer_request();
      // Window by window: batches are no faster, and a window's numbers would depend on its
      // neighbours.
      size_t turn = 0;
      for (size_t window = 0; window < lengths.size(); ++window) {
        Lane& lane = lanes[turn++ % lanes.size()];
        Collect(lane, lengths, use);
        Start(lane, window, lengths[window], ids);
      }
      for (size_t i = 0; i < lanes.size(); ++i) {
        Collect(lanes[turn++ % lanes.size()], lengths, use);
      }
      lanes.clear();
      // Other steps of a job work next and can use the room.
      model_.release_memory();
      ::malloc_trim(0);
    } catch (const std::exception& error) {
      return MakeError(ErrorCode::kInternal, "the tagger of personal information failed",
                       error.what());
    }
    return {};
  }

 private:
  void Start(Lane& lane, size_t window, size_t length,
             const std::function<void(size_t, std::span<int64_t>)>& ids) {
    const size_t filled = FilledLength(length, options_.max_length);
    ov::Tensor input(ov::element::i64, {1, filled});
    ov::Tensor mask(ov::element::i64, {1, filled});
    // What the mask hides has no weight at all.
    std::fill_n(input.data<int64_t>(), filled, int64_t{0});
    std::fill_n(mask.data<int64_t>(), filled, int64_t{0});
    ids(window, std::span(input.data<int64_t>(), length));
    std::fill_n(mask.data<int64_t>(), length, int64_t{1});
    lane.request.set_tensor("input_ids", input);
    lane.request.set_tensor("attention_mask", mask);
    lane.request.start_async();
    lane.window = window;
  }

  void Collect(Lane& lane, std::span<const size_t> lengths,
               const std::function<void(size_t, std::span<const float>)>& use) {
    if (!lane.window) return;
    const size_t window = *std::exchange(lane.window, std::nullopt);
    lane.request.wait();
    const ov::Tensor scores = lane.request.get_tensor("logits");
    const size_t filled = FilledLength(lengths[window], options_.max_length);
    if (scores.get_shape() != ov::Shape{1, filled, options_.tags}) {
      throw std::runtime_error("scores of another shape than the windows");
    }
    use(window, std::span(scores.data<const float>(), lengths[window] * options_.tags));
  }

  const TaggerNetworkOptions options_;
  ov::CompiledModel model_;
  std::mutex mutex_;  // one call at a time has all threads
};

// The rows of the smallest table in which word pieces are looked up.
size_t TableRows(const ov::Model& model) {
  size_t rows = std::numeric_limits<size_t>::max();
  for (const std::shared_ptr<ov::Node>& node : model.get_ordered_ops()) {
    if (std::string_view(node->get_type_name()) != "Gather") continue;
    const ov::Node* places = node->get_input_node_ptr(1);
    while (std::string_view(places->get_type_name()) == "Convert") {
      places = places->get_input_node_ptr(0);
    }
    const ov::PartialShape& table = node->get_input_partial_shape(0);
    if (places != model.input("input_ids").get_node()) continue;
    if (table.rank().is_dynamic() || table.size() != 2 || table[0].is_dynamic()) return 0;
    rows = std::min(rows, static_cast<size_t>(table[0].get_length()));
  }
  return rows;
}

}  // namespace

Result<std::unique_ptr<TaggerNetwork>> TaggerNetwork::Create(std::string onnx,
                                                             const TaggerNetworkOptions& options) {
  const auto broken = [](const std::string& why) {
    return MakeError(ErrorCode::kDataLoss, "tagger.onnx is not a tagger's network", why);
  };
  std::unique_ptr<TaggerNetwork> network;
  try {
    ov::Core core;
    const std::shared_ptr<ov::Model> model = core.read_model(onnx, ov::Tensor());
    std::string().swap(onnx);  // not beside what is made of it
    for (const char* name : {"input_ids", "attention_mask"}) {
      if (model->input(name).get_element_type() != ov::element::i64) return broken("inputs' type");
    }
    const ov::Output<ov::Node> scores = model->output("logits");
    if (model->inputs().size() != 2 || scores.get_element_type() != ov::element::f32) {
      return broken("inputs and outputs");
    }
    if (TableRows(*model) < options.vocabulary) return broken("a table smaller than vocab.txt");
    // A stream is a thread with windows of its own: two windows on a thread each are faster than
    // two threads on one window. Float32 beside the int8 products: bfloat16, where a machine has
    // it, would move probabilities across thresholds. LP_TRANSFORMS_MODE: whether the matrices are
    // multiplied as int8, or as float32 from their int8 values; the numbers differ by rounding.
    network = std::make_unique<OpenVinoTaggerNetwork>(
        options,
        core.compile_model(model, "CPU", ov::num_streams(static_cast<int>(options.threads)),
                           ov::inference_num_threads(static_cast<int>(options.threads)),
                           ov::hint::enable_cpu_pinning(false),
                           ov::hint::inference_precision(ov::element::f32),
                           ov::AnyMap::value_type("LP_TRANSFORMS_MODE", HasInt8Products())));
  } catch (const std::exception& error) {
    return broken(error.what());
  }
  // The longest window shows whether the network has places for it and the scores are as many as
  // the tags: here, not in the middle of a job.
  const std::vector<size_t> lengths = {options.max_length};
  const Status tried = network->Run(
      lengths,
      [&](size_t, std::span<int64_t> ids) {
        std::fill(ids.begin(), ids.end(), static_cast<int64_t>(options.vocabulary) - 1);
      },
      [](size_t, std::span<const float>) {});
  if (!tried) return broken(tried.error().detail);
  return network;
}

}  // namespace tacet::pii
